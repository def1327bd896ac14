import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';
import { buildImage } from '../build.ts';
import { keepImages, removeBuild } from '../cleanup.ts';
import type { Engine } from '../engine.ts';
import { imageLabels } from '../labels.ts';
import { standInReference } from '../private-engine/stand-in-image.ts';
import type { ThrowAwayEngine } from '../private-engine/throw-away.ts';
import { buildNetwork } from './isolation.ts';
import { judge } from './tried.ts';
import type { Tried } from './tried.ts';

const patienceMs = 90_000;
/** An attack on memory that nothing holds must not harm the machine. */
const neededMemory = 4e9;

/** Where attacks are made: as grading has it. */
export interface CanaryBench {
  readonly engine: Engine;
  /** Where the engine was made for it, as for a grading. */
  readonly own?: ThrowAwayEngine;
}

/** Makes an attack in a RUN, built as strangers' files are. */
export async function releaseInBuild(
  { engine, own }: CanaryBench,
  [name = '', ...args]: readonly string[],
  signal: AbortSignal,
): Promise<Tried> {
  if (name === 'memory' && freemem() < neededMemory) {
    return { verdict: 'unknown', found: 'this machine has too little free memory to try' };
  }
  const kept = await keepImages(engine);
  const directory = await mkdtemp(path.join(tmpdir(), 'canary-'));
  try {
    const file = path.join(directory, 'canary.py');
    await copyFile(new URL('canary.py', import.meta.url), file);
    const run = JSON.stringify(['python3', '/canary.py', name, ...args]);
    const dockerfile = `FROM ${standInReference}\nCOPY canary.py /\nRUN ${run}\n`;
    await writeFile(path.join(directory, 'Dockerfile'), dockerfile);
    const { size } = await stat(file);
    const entries = [
      { path: 'Dockerfile', kind: 'file', size: dockerfile.length, mode: 0o644 },
      { path: 'canary.py', kind: 'file', size, mode: 0o644 },
    ] as const;
    const outcome = await buildImage(engine, {
      directory,
      context: { entries },
      dockerfile: 'Dockerfile',
      noCache: true,
      ...(engine.hasBuildKit && { labels: imageLabels('canary') }),
      ...buildNetwork(engine, 'grade', own),
      signal: AbortSignal.any([
        signal,
        AbortSignal.timeout(patienceMs),
        ...(own === undefined ? [] : [own.disk.full]),
      ]),
    });
    await removeBuild(engine, outcome, kept);
    const said = outcome.log.findLast((line) => /^(not )?held/.test(line));
    if (said !== undefined) return judge(said);
    return outcome.kind === 'failed' && outcome.exitCode === 137
      ? { verdict: 'held', found: 'ended' }
      : {
          verdict: 'unknown',
          found: outcome.kind === 'failed' ? outcome.message : 'it said nothing',
        };
  } catch (error) {
    if (own?.disk.wasFull !== true) throw error;
    return { verdict: 'held', found: 'ended' };
  } finally {
    await rm(directory, { recursive: true });
  }
}
