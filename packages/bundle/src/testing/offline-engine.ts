import path from 'node:path';
import { readSubmission } from '@kit/checker';
import {
  buildImage,
  obtainEngine,
  removeName,
  runAndProbe,
  startThrowAwayEngine,
  strictLimits,
} from '@kit/harness';
import type { Engine } from '@kit/harness';
import { layOut, repository } from '@kit/verify';

/** For tests: an engine without any image, and with no way to anybody. */
export interface OfflineEngine extends AsyncDisposable {
  readonly engine: Engine;
  /** The one that it was made of, which has its base image. */
  readonly base: Engine;
}

export const reference = 'python:3-alpine';

/** @returns nothing where this machine cannot have one. */
export async function startOfflineEngine(): Promise<OfflineEngine | undefined> {
  const base = await obtainEngine();
  if (!base.isPrivate || base.standIn === undefined) return undefined;
  const { engine, stop } = await startThrowAwayEngine(base, strictLimits);
  await removeName(engine, reference);
  return { engine, base, [Symbol.asyncDispose]: stop };
}

/** Builds what a learner has at the end, unchanged. @returns its id, or the failure. */
export async function buildSolution(engine: Engine): Promise<string> {
  const directory = path.join(repository, 'workshop/containerize-python/11-serve/solution');
  const attempt = { name: 'solution', directory, commands: [] };
  await using folder = await layOut(path.join(repository, 'apps/python-server'), attempt);
  const { context } = await readSubmission(folder.path);
  const request = { directory: folder.path, context, dockerfile: 'Dockerfile' };
  const built = await buildImage(engine, request);
  return built.kind === 'built' ? built.imageId : built.message;
}

/** Runs an image and asks for its page. @returns the status. */
export async function serveOnce(engine: Engine, imageId: string): Promise<number | string> {
  const profile = 'grade-strict';
  const outcome = await runAndProbe(engine, { imageId, port: 8000, path: '/', profile });
  return outcome.kind === 'answered' ? outcome.status : outcome.kind;
}
