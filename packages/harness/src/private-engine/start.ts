import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { openArchives } from './archives.ts';
import { writeDockerCommand } from './docker-command.ts';
import { engineVersion } from './engine-api.ts';
import { privateEngineLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { limitBuilds } from './limit-builds.ts';
import { withLock } from './lock.ts';
import { canHostPrivateEngine, distributionOfThisMachine } from './machine.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { installPrograms } from './programs.ts';
import { startDaemon } from './start-daemon.ts';
import { findDaemon, stopDaemon } from './stop-daemon.ts';
import { ensureBaseImage } from './stand-in-image.ts';
import { usualStandIn } from './stand-ins/index.ts';
import { howToGetAnEngine } from './how-to-get-an-engine.ts';

export interface StartOptions {
  readonly signal?: AbortSignal;
  /** What is being done, a short line each. */
  readonly onProgress?: (text: string) => void;
}

/**
 * Downloads, unpacks and starts what is missing of the private engine, and sees
 * to its base image. Several processes may ask at once.
 * @returns where it listens, as DOCKER_HOST wants it.
 * @throws PrivateEngineError where it cannot be had on this machine.
 */
export async function startPrivateEngine(
  options: StartOptions = {},
): Promise<{ readonly address: string }> {
  const { signal, onProgress = () => {} } = options;
  const verdict = await canHostPrivateEngine();
  if (!verdict.possible) {
    throw new PrivateEngineError(
      `The kit cannot run an engine of its own here: ${verdict.reason}.`,
      `Get one:\n${howToGetAnEngine()}`,
    );
  }
  const layout = privateEngineLayout();
  const waiting = () => onProgress('Another process is starting or stopping the engine; waiting…');
  try {
    await withLock(layout, () => start(layout, onProgress, signal), waiting, signal);
    return { address: layout.address };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof PrivateEngineError) throw error;
    throw new PrivateEngineError(
      `The private engine could not be started: ${(error as Error).message}`,
      `See that there is room in ${layout.home}, and try again; \`pnpm engine down --purge\` starts afresh.`,
      { cause: error },
    );
  }
}

async function start(
  layout: Layout,
  onProgress: (text: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const distribution = await distributionOfThisMachine();
  const archives = openArchives(layout, distribution, signal);
  try {
    if (!existsSync(layout.programs)) {
      await installPrograms(layout, distribution, archives, onProgress, signal);
    }
    await writeDockerCommand(layout);
    await limitBuilds(layout);
    if (!(await isRunning(layout))) {
      onProgress('Starting the engine…');
      await startDaemon(layout, onProgress, signal);
    }
    await ensureBaseImage(layout, archives, usualStandIn, onProgress, signal);
  } finally {
    for (const each of [layout.downloads, layout.unfinished]) {
      await rm(each, { recursive: true, force: true });
    }
  }
}

/** A daemon that runs but does not answer is stopped, to start anew. */
async function isRunning(layout: Layout): Promise<boolean> {
  if ((await findDaemon(layout)) === undefined) return false;
  if ((await engineVersion(layout.socket, 10_000)) !== undefined) return true;
  await stopDaemon(layout);
  return false;
}
