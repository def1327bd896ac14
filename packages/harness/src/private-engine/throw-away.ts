import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import Dockerode from 'dockerode';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { engineErrorOf } from '../errors.ts';
import { watchFreeSpace } from '../free-space.ts';
import type { FreeSpace } from '../free-space.ts';
import { isProcessAlive, processStart } from '../labels.ts';
import { limitCgroup } from './cgroups.ts';
import { daemonConfig } from './daemon-config.ts';
import { privateEngineLayout, throwAwayLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { withLock } from './lock.ts';
import { makeDisk, releaseDisk } from './loop-disk.ts';
import { canHostPrivateEngine } from './machine.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { spawnDaemon, untilReady } from './start-daemon.ts';
import { standInReference } from './stand-in-image.ts';
import { clearRemains, killDaemon } from './stop-daemon.ts';
import type { ThrowAwayLimits } from './throw-away-limits.ts';

const loadMs = 60_000;
/** More than a container can write in the moments until it is ended for it. */
const reserve = { bytes: 256 * 1024 * 1024, files: 10_000 };

/** An engine for a while, with a control group and a disk of its own. */
export interface ThrowAwayEngine {
  readonly engine: Engine;
  /** The one that it was made of. */
  readonly base: Engine;
  readonly limits: ThrowAwayLimits;
  /** Once it was full BuildKit may refuse whatever it is asked for: then the engine is of no use. */
  readonly disk: FreeSpace;
  /** Ends it with all that runs in it, by its first process, and removes its disk. */
  readonly stop: () => Promise<void>;
}

/** @returns why this machine cannot have engines for a while; nothing where it can. */
export async function whyNoThrowAwayEngines(base: Engine): Promise<string | undefined> {
  if (!base.isPrivate || base.standIn === undefined) {
    return 'it is made of the kit’s own engine, where the base image brings its packages';
  }
  const host = await canHostPrivateEngine();
  return host.possible ? undefined : host.reason;
}

/** @throws PrivateEngineError where this machine cannot have an engine for each submission. */
export async function requireThrowAwayEngines(base: Engine): Promise<void> {
  const why = await whyNoThrowAwayEngines(base);
  if (why === undefined) return;
  throw new PrivateEngineError(
    `An engine for each submission cannot be had here: ${why}.`,
    'Grade with `--profile grade`, on a machine that you can throw away.',
  );
}

/** Ends and removes those that were left by a process that was killed. */
export async function sweepThrowAwayEngines(): Promise<void> {
  const layout = privateEngineLayout();
  const folder = path.dirname(throwAwayLayout(layout, '0').home);
  const left = async () => {
    const ids = await readdir(folder).catch(() => []);
    return ids.filter((id) => !isOwnerThere(id)).map((id) => throwAwayLayout(layout, id));
  };
  if ((await left()).length === 0) return;
  await withLock(
    { home: layout.home, lock: path.join(layout.home, 'sweep.lock') },
    async () => {
      for (const each of await left()) await removeAll(each);
    },
    () => undefined,
  );
}

function isOwnerThere(id: string): boolean {
  const [pid, start = ''] = id.split('-');
  return isProcessAlive(Number(pid), start);
}

/**
 * Starts an engine for a while: it has no network at all, a control group and a
 * disk of its own, and the base image of another one. It does not outlive this process.
 * @param base the kit's private engine, whose programs and base image it uses.
 * @throws EngineError where the machine's disk is too full for it, or the base fails; another
 * error where this machine cannot have one.
 */
export async function startThrowAwayEngine(
  base: Engine,
  limits: ThrowAwayLimits,
): Promise<ThrowAwayEngine> {
  await requireThrowAwayEngines(base);
  const id = `${process.pid}-${processStart(process.pid) ?? ''}-${randomUUID().slice(0, 8)}`;
  const layout = throwAwayLayout(privateEngineLayout(), id);
  try {
    await clearRemains(layout);
    await makeDisk(layout, limits.diskBytes);
    await mkdir(layout.run, { recursive: true, mode: 0o700 });
    const group = await limitCgroup(layout.cgroup, limits);
    await writeFile(layout.config, JSON.stringify(configOf(layout, limits)));
    await untilReady(layout, await spawnDaemon(layout, { group }), undefined);
    const client = new Dockerode({ socketPath: layout.socket });
    const engine = { ...base, client, address: layout.address };
    await copyImage(base, engine);
    const disk = await watchFreeSpace(engine, reserve);
    const stop = async () => {
      disk[Symbol.dispose]();
      await removeAll(layout);
    };
    return { engine, base, limits, disk, stop };
  } catch (error) {
    await removeAll(layout);
    throw error;
  }
}

/** Nothing has addresses there, and so nothing needs any. */
function configOf(layout: Layout, { diskBytes }: ThrowAwayLimits): object {
  const { 'default-address-pools': _, ...config } = daemonConfig(layout, '');
  const builder = { gc: { enabled: true, defaultKeepStorage: String(diskBytes / 2) } };
  return { ...config, bridge: 'none', builder };
}

async function copyImage(from: Engine, to: Engine): Promise<void> {
  const doing = 'copying the base image';
  try {
    const saved = await from.client.getImage(standInReference).get();
    const loaded = await withDeadline(to.client.loadImage(saved), doing, { ms: loadMs });
    // To its end, when all of it is there.
    await withDeadline(finished(loaded.resume()), doing, { ms: loadMs });
  } catch (error) {
    throw engineErrorOf(error, doing);
  }
}

async function removeAll(layout: Layout): Promise<void> {
  await killDaemon(layout);
  await releaseDisk(layout).catch(() => undefined);
  await rm(layout.home, { recursive: true, force: true });
  await rmdir(path.dirname(layout.home)).catch(() => undefined);
}
