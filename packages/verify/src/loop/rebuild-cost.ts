import { randomUUID } from 'node:crypto';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSubmission } from '@kit/checker';
import type { Rebuild, Submission, Workshop } from '@kit/checker';
import { includedEntries } from '@kit/dockerfile';
import { buildImage, connectEngine, imageLabels, keepImages, removeBuild } from '@kit/harness';
import type { BuildOutcome, Engine } from '@kit/harness';
import { repository } from '../workshops.ts';
import type { BuildInstruction, Work } from './loop-state.ts';
import { afterProgress, ended } from './work.ts';

/** What it costs to build an image again after one line of the app has changed. */
export interface RebuildCost {
  /** The file that was changed. */
  readonly file: string;
  /** With the learner's order of instructions, and with the workshop's other one. */
  readonly orders: readonly RebuildTime[];
}

export interface RebuildTime {
  readonly title: string;
  /** Milliseconds, of the whole build. */
  readonly durationMs: number;
  readonly instructions: readonly BuildInstruction[];
}

/**
 * Measures on this machine, in a copy of the learner's folder; removes what it
 * builds.
 * @returns `undefined` where one of them cannot be built.
 * @throws SubmissionError; EngineUnavailableError, EngineError; the signal's reason.
 */
export async function measureRebuild(
  { name }: Pick<Workshop, 'name'>,
  { change, instead }: Rebuild,
  directory: string,
  signal: AbortSignal,
): Promise<RebuildCost | undefined> {
  const engine = await connectEngine();
  const submission = await readSubmission(directory);
  if (submission.dockerfile.kind !== 'text') return undefined;
  const other = path.join(repository, 'workshop', name, instead.dockerfile);
  const orders = [
    { title: 'your order', dockerfile: submission.dockerfile.text },
    { title: instead.title, dockerfile: await readFile(other, 'utf8') },
  ];
  const kept = await keepImages(engine);
  const made: BuildOutcome[] = [];
  const copy = await mkdtemp(path.join(tmpdir(), 'rebuild-'));
  try {
    await copyContext(submission, copy);
    const times: RebuildTime[] = [];
    for (const { title, dockerfile } of orders) {
      await writeFile(path.join(copy, 'Dockerfile'), dockerfile);
      // The first one fills the cache; only what comes after a change is a rebuild.
      for (const isRebuild of [false, true]) {
        if (isRebuild) {
          await appendFile(path.join(copy, change.file), `\n${change.line} ${randomUUID()}\n`);
        }
        const { outcome, instructions } = await build(engine, copy, signal);
        made.push(outcome);
        if (outcome.kind === 'failed') return undefined;
        if (isRebuild) times.push({ title, durationMs: outcome.durationMs, instructions });
      }
    }
    return { file: change.file, orders: times };
  } finally {
    for (const outcome of made) await removeBuild(engine, outcome, kept);
    await rm(copy, { recursive: true, force: true });
  }
}

/** What the builder is given, and nothing else: a folder can hold far more. */
async function copyContext({ path: source, context }: Submission, copy: string): Promise<void> {
  for (const { path: name, kind } of includedEntries(context)) {
    const target = path.join(copy, name);
    await mkdir(kind === 'directory' ? target : path.dirname(target), { recursive: true });
    if (kind === 'file' || kind === 'symlink')
      await cp(path.join(source, name), target, { verbatimSymlinks: true });
  }
}

async function build(
  engine: Engine,
  directory: string,
  signal: AbortSignal,
): Promise<{
  readonly outcome: BuildOutcome;
  readonly instructions: RebuildTime['instructions'];
}> {
  const { context } = await readSubmission(directory);
  let work: Work = { step: '', instructions: [] };
  const outcome = await buildImage(engine, {
    directory,
    context,
    dockerfile: 'Dockerfile',
    labels: imageLabels(),
    signal,
    onProgress: (progress) => {
      work = afterProgress(work, progress, Date.now());
    },
  });
  return { outcome, instructions: ended(work.instructions, Date.now()) };
}
