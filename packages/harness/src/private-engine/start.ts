import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findDaemon, startDaemon, stopDaemon } from './daemon.ts';
import { engineVersion } from './engine-api.ts';
import { privateEngineLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { withLock } from './lock.ts';
import { canHostPrivateEngine, distributionOfThisMachine } from './machine.ts';
import type { Distribution } from './machine.ts';
import { openPackageArchive } from './package-archive.ts';
import type { PackageArchive } from './package-archive.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { engineRelease, installPrograms } from './programs.ts';
import type { Archives } from './programs.ts';
import { ensureBaseImage } from './stand-in-image.ts';
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
      `Get one by: ${howToGetAnEngine()}`,
    );
  }
  const layout = privateEngineLayout();
  const waiting = () => onProgress('Another process is starting or stopping the engine; waiting…');
  await withLock(layout, () => start(layout, onProgress, signal), waiting, signal);
  return { address: layout.address };
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
    if (!(await isRunning(layout))) {
      onProgress('Starting the engine…');
      await startDaemon(layout, onProgress, signal);
    }
    await ensureBaseImage(layout, archives, onProgress, signal);
  } finally {
    await rm(layout.downloads, { recursive: true, force: true });
  }
}

/** A daemon that runs but does not answer is stopped, to start anew. */
async function isRunning(layout: Layout): Promise<boolean> {
  if ((await findDaemon(layout)) === undefined) return false;
  if ((await engineVersion(layout.socket, 10_000)) !== undefined) return true;
  await stopDaemon(layout);
  return false;
}

function openArchives(
  { downloads }: Layout,
  distribution: Distribution,
  signal: AbortSignal | undefined,
): Archives {
  const opened = new Map<string, Promise<PackageArchive>>();
  const open = (release: string) => {
    const known =
      opened.get(release) ??
      openPackageArchive(path.join(downloads, release), distribution, release, signal);
    opened.set(release, known);
    return known;
  };
  return {
    support: () => open(distribution.codename),
    engine: () => open(engineRelease(distribution)),
  };
}
