import { cpSync } from 'node:fs';
import path from 'node:path';
import { expectedFailures, makeClass } from '../packages/grader/src/testing/class/make-class.ts';
import { freePort } from '../packages/store/src/testing/postgres.ts';
import { loadWorkshop } from '../packages/verify/src/workshops.ts';
import { startEngine } from './engines.ts';
import { gradeByKit, gradeInShell } from './graders.ts';
import type { Graded } from './graders.ts';
import { gradeByWorkers } from './workers.ts';

export interface GradingBench {
  readonly root: string;
  /** An empty folder. */
  readonly scratch: string;
  readonly size: number;
  /** How often each grades the class. */
  readonly rounds: number;
  readonly print: (line: string) => void;
}

/**
 * A class graded by the loop that an instructor would write, and by `pnpm grade`,
 * in turn and each from an empty build cache; the same class again; and, where
 * PostgreSQL is installed, by two workers instead of one.
 */
export async function benchGrading(bench: GradingBench): Promise<void> {
  const { root, scratch, size, rounds, print } = bench;
  const folder = path.join(scratch, 'class');
  const workshop = await loadWorkshop('containerize-python');
  const learners = makeClass(folder, { size }).map((learner) => ({
    ...learner,
    fails: expectedFailures(learner, workshop),
  }));
  const copies = learners.filter(({ copiedFrom }) => copiedFrom !== undefined).length;
  const mistaken = learners.filter(({ kind }) => kind !== 'right').length;
  print(`A class of ${size}: ${copies} copied from another, ${mistaken} with a mistake.`);
  // Ctrl-C ends the command at work; what follows from that stops the engines.
  process.once('SIGINT', () => {});
  const engine = startEngine(root, 'one');
  try {
    const subject = { folder, learners, env: engine.env };
    const port = await freePort();
    const out = (round: number) => path.join(scratch, `grades-${round}`);
    const loop: Graded[] = [];
    const kit: Graded[] = [];
    print(`\n${''.padEnd(46)}${'time'.padStart(10)}${'a minute'.padStart(10)}  wrong verdicts`);
    for (let round = 0; round < rounds; round++) {
      engine.empty();
      loop.push(gradeInShell(subject, port));
      row('docker build, docker run, curl, docker rm', loop.at(-1));
      engine.empty();
      kit.push(gradeByKit(subject, root, out(round)));
      row('pnpm grade', kit.at(-1));
    }
    print(`\n${(total(loop) / total(kit)).toFixed(1)} times the throughput of the loop.`);

    const many = path.join(scratch, 'many');
    const times = Math.ceil(2000 / size);
    for (const { name } of learners) copy(path.join(folder, name), path.join(many, name), times);
    print('\nWhat has been graded already:');
    row('pnpm grade, the same class again', gradeByKit(subject, root, out(0)));
    const again = { ...subject, folder: many, learners: [] };
    const count = times * size;
    row(`pnpm grade, ${count} submissions`, gradeByKit(again, root, out(0)), count);
  } finally {
    engine.stop();
  }
  print('\nWith PostgreSQL, a worker having one processor and an engine on it:');
  const [one, two] = (await gradeByWorkers({ root, scratch, folder, learners })) ?? [];
  row('pnpm grade worker', one);
  row('pnpm grade worker, two of them', two);
  if (one === undefined || two === undefined) print('No PostgreSQL here.');
  else print(`${(one.seconds / two.seconds).toFixed(2)} times the throughput of one.`);

  function row(name: string, graded: Graded | undefined, count = size): void {
    if (graded === undefined) return;
    const { seconds, wrong } = graded;
    const time = `${seconds.toFixed(1)} s`.padStart(10);
    const perMinute = Math.round((count * 60) / seconds);
    print(`${name.padEnd(46)}${time}${String(perMinute).padStart(10)}  ${summaryOf(wrong)}`);
  }
}

function summaryOf(wrong: Graded['wrong']): string {
  const kinds = Map.groupBy(wrong, ({ kind, verdict }) => `${kind}: ${verdict}`);
  const each = [...kinds].map(([kind, { length }]) => (length > 1 ? `${length} × ${kind}` : kind));
  return [wrong.length, ...(each.length > 0 ? [`(${each.join(', ')})`] : [])].join(' ');
}

function total(all: readonly Graded[]): number {
  return all.reduce((sum, { seconds }) => sum + seconds, 0);
}

/** The same submission under more names. */
function copy(submission: string, to: string, times: number): void {
  for (let time = 1; time <= times; time++) {
    cpSync(submission, `${to}-${time}`, { recursive: true });
  }
}
