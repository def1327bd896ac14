import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLearner } from '../testing/room-process.ts';
import type { LearnerProcess } from '../testing/room-process.ts';
import type { Save } from './history.ts';

/** What was saved, from when to when. */
export interface Saved {
  readonly name: string;
  readonly begun: number;
  readonly ended: number;
  readonly marks: string;
}

/** A learner in a folder, with a `pnpm verify --watch` of their own, who saves as a script says. */
export interface SimulatedLearner {
  readonly name: string;
  readonly process: LearnerProcess;
  /** What was saved last, as it is to be judged. */
  readonly expected: string;
  /** What the learner's own kit said last. */
  readonly own: () => string;
  /** Goes on with the script, a save after another, until it ends or `signal` stops it. */
  work(signal: AbortSignal): Promise<readonly Saved[]>;
}

export interface LearnerRequest {
  readonly name: string;
  readonly folder: string;
  /** Of the room. */
  readonly address: string;
  readonly script: readonly Save[];
  readonly random: () => number;
  /** Words before the command, which put it elsewhere. */
  readonly within: readonly string[];
}

const leastGapMs = 3_000;
const mostGapMs = 7_000;

export async function beginLearning(request: LearnerRequest): Promise<SimulatedLearner> {
  const { name, folder, address, script, random, within } = request;
  await mkdir(folder, { recursive: true });
  const process = startLearner(folder, address, name, { within });
  let next = 0;
  let expected = '';
  return {
    name,
    process,
    get expected() {
      return expected;
    },
    own: () => lastMarks(process.said()),
    async work(signal) {
      const done: Saved[] = [];
      for (const save of script.slice(next)) {
        const gapMs = leastGapMs + random() * (mostGapMs - leastGapMs);
        await sleep(gapMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) break;
        const begun = Date.now();
        await put(save.folder, folder);
        expected = save.marks;
        done.push({ name, begun, ended: Date.now(), marks: expected });
        next += 1;
      }
      return done;
    },
  };
}

/** Makes a folder what another one is, file by file, as an editor would. */
async function put(source: string, folder: string): Promise<void> {
  const kindsIn = async (place: string) =>
    new Map(
      (await readdir(place, { withFileTypes: true })).map((entry) => [entry.name, entry.isFile()]),
    );
  const wanted = await kindsIn(source);
  for (const [name, isFile] of await kindsIn(folder)) {
    if (wanted.get(name) !== isFile) await rm(path.join(folder, name), { recursive: true });
  }
  await cp(source, folder, { recursive: true });
}

/** The signs of the last list of steps in what `verify --watch` writes to a log. */
function lastMarks(said: string): string {
  const [last = ''] = said.split(/^── .* ──$/m).slice(-1);
  return [...last.matchAll(/^ {2}([✔✖·–!]) {1,2}\d+ {2}/gm)].map(([, sign]) => sign).join('');
}
