import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import Dockerode from 'dockerode';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { limitCgroup } from './cgroups.ts';
import { daemonConfig } from './daemon-config.ts';
import { privateEngineLayout, throwAwayLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { canHostPrivateEngine } from './machine.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { runCommand } from './run-command.ts';
import { spawnDaemon, untilReady } from './start-daemon.ts';
import { standInReference } from './stand-in-image.ts';
import { clearRemains, stopDaemon } from './stop-daemon.ts';

const mebibyte = 1024 * 1024;

/** For all of one engine: its daemon, what it builds and what it runs. */
export const throwAwayLimits = {
  memoryBytes: 3072 * mebibyte,
  processes: 1024,
  /** Of its disk, a file that takes only what is written. */
  diskBytes: 2048 * mebibyte,
};

const loadMs = 60_000;

export interface ThrowAwayEngine {
  readonly engine: Engine;
  /** Ends it with all that runs in it, by its first process, and removes its disk. */
  readonly stop: () => Promise<void>;
}

/** @throws PrivateEngineError where this machine cannot have an engine for each submission. */
export async function requireThrowAwayEngines(base: Engine): Promise<void> {
  const host = await canHostPrivateEngine();
  if (host.possible && base.isPrivate && base.standIn !== undefined) return;
  const why = host.possible
    ? 'it is made of the kit’s own engine, where the base image brings its packages'
    : host.reason;
  throw new PrivateEngineError(
    `An engine for each submission cannot be had here: ${why}.`,
    'Grade with `--profile grade`, on a machine that you can throw away.',
  );
}

/** Ends and removes those that were left by a process that was killed. */
export async function sweepThrowAwayEngines(): Promise<void> {
  const layout = privateEngineLayout();
  const ids = await readdir(path.dirname(throwAwayLayout(layout, '0').home)).catch(() => []);
  for (const id of ids) {
    if (!existsSync(`/proc/${parseInt(id, 10)}`)) await removeAll(throwAwayLayout(layout, id));
  }
}

/**
 * Starts an engine for one submission: it has no network at all, a control
 * group and a disk of its own, and the base image of another one.
 * @param base the kit's private engine, whose programs and base image it uses.
 * @throws PrivateEngineError where this machine cannot have one.
 */
export async function startThrowAwayEngine(base: Engine): Promise<ThrowAwayEngine> {
  await requireThrowAwayEngines(base);
  const id = `${process.pid}-${randomUUID().slice(0, 8)}`;
  const layout = throwAwayLayout(privateEngineLayout(), id);
  const stop = () => removeAll(layout);
  try {
    await clearRemains(layout);
    await makeDisk(layout);
    await mkdir(layout.run, { recursive: true, mode: 0o700 });
    const group = await limitCgroup(layout.name, throwAwayLimits);
    await writeFile(layout.config, JSON.stringify(configOf(layout)));
    await untilReady(layout, await spawnDaemon(layout, { network: 'own', group }), undefined);
    const engine = { ...base, client: new Dockerode({ socketPath: layout.socket }) };
    await copyImage(base, engine);
    return { engine: { ...engine, address: layout.address }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nothing has addresses there, and so nothing needs any. */
function configOf(layout: Layout): object {
  const { 'default-address-pools': _, ...config } = daemonConfig(layout, '');
  return { ...config, bridge: 'none' };
}

async function makeDisk({ home, data }: Layout): Promise<void> {
  await mkdir(data, { recursive: true });
  const disk = diskOf(home);
  const file = await open(disk, 'w');
  await file.truncate(throwAwayLimits.diskBytes);
  await file.close();
  await runCommand('mkfs.ext4', ['-q', '-F', '-m', '0', '-O', '^has_journal', disk]);
  await runCommand('mount', ['-o', 'loop,nosuid,nodev', disk, data]);
}

function diskOf(home: string): string {
  return path.join(home, 'disk');
}

async function copyImage(from: Engine, to: Engine): Promise<void> {
  const saved = await from.client.getImage(standInReference).get();
  const loaded = await withDeadline(to.client.loadImage(saved), 'loading an image', { ms: loadMs });
  // To its end, when all of it is there.
  await withDeadline(finished(loaded.resume()), 'loading an image', { ms: loadMs });
}

async function removeAll(layout: Layout): Promise<void> {
  await stopDaemon(layout);
  await runCommand('umount', [layout.data]).catch(() => undefined);
  await rm(layout.home, { recursive: true, force: true });
  await rmdir(path.dirname(layout.home)).catch(() => undefined);
}
