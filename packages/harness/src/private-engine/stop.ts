import { existsSync, globSync } from 'node:fs';
import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { findDaemon, stopDaemon } from './stop-daemon.ts';
import { privateEngineLayout } from './layout.ts';
import { withLock } from './lock.ts';

/**
 * Ends the private engine with its containers, and takes back all that it
 * changed on this machine.
 * @param options.purge also removes its images, its programs and the rest of its folder.
 */
export async function stopPrivateEngine(
  options: { readonly purge?: boolean } = {},
): Promise<'stopped' | 'was-not-running'> {
  const layout = privateEngineLayout();
  if (!existsSync(layout.home) && (await findDaemon(layout)) === undefined) {
    return 'was-not-running';
  }
  const wasRunning = await withLock(
    layout,
    () => stopDaemon(layout),
    () => {},
  );
  if (options.purge === true) {
    const { commands, clientConfig, unfinished, data, config, log, downloads, lock } = layout;
    const programs = globSync(path.join(layout.home, 'programs-*'));
    for (const each of [
      ...programs,
      commands,
      clientConfig,
      unfinished,
      data,
      config,
      log,
      `${log}.previous`,
      downloads,
      lock,
    ]) {
      await rm(each, { recursive: true, force: true });
    }
    // Stays where somebody else keeps something in it.
    await rmdir(layout.home).catch(() => {});
  }
  return wasRunning ? 'stopped' : 'was-not-running';
}
