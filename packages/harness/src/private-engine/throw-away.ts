import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Dockerode from 'dockerode';
import type { Engine } from '../engine.ts';
import { watchFreeSpace } from '../free-space.ts';
import type { FreeSpace } from '../free-space.ts';
import { isProcessAlive, processStart } from '../labels.ts';
import { bringImages } from './bring-images.ts';
import type { MissingImage } from './bring-images.ts';
import { limitCgroup } from './cgroups.ts';
import { daemonConfig } from './daemon-config.ts';
import { innerNetwork, innerNetworkConfig, proxyAddress, proxyAt } from './inner-network.ts';
import { privateEngineLayout, throwAwayLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { listenInside } from './listen-inside.ts';
import { withLock } from './lock.ts';
import { makeDisk, releaseDisk } from './loop-disk.ts';
import { canHostPrivateEngine } from './machine.ts';
import { openPackageProxy } from './package-proxy.ts';
import type { PackageProxy } from './package-proxy.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { lookAtProcesses } from './process-count.ts';
import { sandboxConfig, sandboxName } from './sandbox.ts';
import { spawnDaemon, untilReady } from './start-daemon.ts';
import { standInReference } from './stand-in-image.ts';
import { clearRemains, findDaemon, killDaemon } from './stop-daemon.ts';
import type { ThrowAwayLimits } from './throw-away-limits.ts';

/** More than a container can write in the moments until it is ended for it. */
const reserve = { bytes: 256 * 1024 * 1024, files: 10_000 };

/** An engine for a while, with a control group and a disk of its own. */
export interface ThrowAwayEngine {
  readonly engine: Engine;
  /** The one that it was made of. */
  readonly base: Engine;
  readonly limits: ThrowAwayLimits;
  /** Sees to it that it has images, by what the base has or can pull; returns those that it has not. */
  readonly bring: (references: readonly string[]) => Promise<readonly MissingImage[]>;
  /** By which a RUN reaches packages; without one it reaches nothing. */
  readonly proxy?: string;
  /** Once it was full, or out of processes, it may fail whatever it is asked for: then the engine is of no use. */
  readonly disk: FreeSpace;
  /** Ends it with all that runs in it, by its first process, and removes its disk. */
  readonly stop: () => Promise<void>;
}

/** @returns why this machine cannot have engines for a while; nothing where it can. */
export async function whyNoThrowAwayEngines(base: Engine): Promise<string | undefined> {
  if (!base.isPrivate) return 'it is made of the kit’s own engine';
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
    layout,
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
 * Starts an engine for a while: it has a network that leads nowhere, a control group
 * and a disk of its own, and the base image of another one. It does not outlive this process.
 * @param base the kit's private engine, whose programs and base image it uses.
 * @param hosts that a RUN reaches by a proxy; nothing where they are none.
 * @param sandbox as `findSandbox` returns it: strangers' containers run in it, builds do not.
 * @throws EngineError where the machine's disk is too full for it, or the base fails; another
 * error where this machine cannot have one.
 */
export async function startThrowAwayEngine(
  base: Engine,
  limits: ThrowAwayLimits,
  hosts: readonly string[] = [],
  sandbox?: string,
): Promise<ThrowAwayEngine> {
  await requireThrowAwayEngines(base);
  const id = `${process.pid}-${processStart(process.pid) ?? ''}-${randomUUID().slice(0, 8)}`;
  const layout = throwAwayLayout(privateEngineLayout(), id);
  let proxy: PackageProxy | undefined;
  const stop = async () => {
    await proxy?.close();
    await removeAll(layout);
  };
  try {
    await clearRemains(layout);
    await makeDisk(layout, limits.diskBytes);
    await mkdir(layout.run, { recursive: true, mode: 0o700 });
    const group = await limitCgroup(layout.cgroup, limits);
    await writeFile(layout.config, JSON.stringify(configOf(layout, limits, sandbox)));
    await untilReady(
      layout,
      await spawnDaemon(layout, { group, network: innerNetwork(layout) }),
      undefined,
    );
    if (hosts.length > 0) proxy = await serveProxy(layout, hosts);
    const client = new Dockerode({ socketPath: layout.socket });
    const engine: Engine = {
      ...base,
      client,
      address: layout.address,
      ...(sandbox !== undefined && { sandbox: sandboxName }),
    };
    const bring = bringImages(base, engine);
    await bring([standInReference]);
    const disk = await watchFreeSpace(engine, reserve, () => lookAtProcesses(group, limits));
    return {
      engine,
      base,
      limits,
      disk,
      bring,
      ...(proxy !== undefined && { proxy: proxyAddress }),
      stop: async () => {
        disk[Symbol.dispose]();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function configOf(
  layout: Layout,
  { diskBytes }: ThrowAwayLimits,
  sandbox: string | undefined,
): object {
  const { 'default-address-pools': _, ...config } = daemonConfig(layout, '');
  const builder = { gc: { enabled: true, defaultKeepStorage: String(diskBytes / 2) } };
  const runtimes = sandbox === undefined ? {} : sandboxConfig(sandbox);
  return { ...config, ...innerNetworkConfig, builder, ...runtimes };
}

async function serveProxy(layout: Layout, hosts: readonly string[]): Promise<PackageProxy> {
  const daemon = await findDaemon(layout);
  if (daemon === undefined) throw new Error('The engine has ended.');
  return openPackageProxy(await listenInside(daemon, proxyAt.host, proxyAt.port), hosts);
}

async function removeAll(layout: Layout): Promise<void> {
  await killDaemon(layout);
  await releaseDisk(layout).catch(() => undefined);
  await rm(layout.home, { recursive: true, force: true });
  await rmdir(path.dirname(layout.home)).catch(() => undefined);
}
