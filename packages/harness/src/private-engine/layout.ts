import { createHash } from 'node:crypto';
import path from 'node:path';
import { cacheFolder } from '../cache-folder.ts';

/** Where everything of one private engine lives. All paths are absolute. */
export interface Layout {
  readonly home: string;
  /** Of its bridge, cgroup and iptables chain: an engine in another folder has another one. */
  readonly name: string;
  /** Of its control group, below the mount of each hierarchy. */
  readonly cgroup: string;
  /** The unpacked packages. */
  readonly programs: string;
  /** For PATH: Docker's command, which talks to this engine. */
  readonly commands: string;
  /** Its DOCKER_CONFIG. */
  readonly clientConfig: string;
  /** The programs, while they are being unpacked. */
  readonly unfinished: string;
  /** Images, containers, volumes. */
  readonly data: string;
  /** What lives as long as the daemon: sockets and the state of running containers. */
  readonly run: string;
  readonly socket: string;
  /** As DOCKER_HOST wants it. */
  readonly address: string;
  readonly config: string;
  readonly log: string;
  /** Package lists and downloads; gone once they are unpacked. */
  readonly downloads: string;
  readonly lock: string;
  /** There while packet forwarding is on only because of this engine. */
  readonly forwardingRecord: string;
}

const namePrefix = 'wkit-';

/** Whether a device is the bridge of a private engine, of this layout or another one. */
export function isEngineName(device: string): boolean {
  return device.startsWith(namePrefix);
}

/** Raised when other packages are wanted, so that an older kit's are left aside. */
const programsRecipe = 2;

/** What containerd takes; unix(7) would let it have 107 bytes. */
const longestSocketPath = 104;
/** The longest of the sockets that the daemon makes in its folder. */
const deepestSocket = 'exec/containerd/containerd-debug.sock';

/**
 * The engine's folder: `$WORKSHOP_ENGINE_HOME`, else `docker-workshop-kit/engine`
 * in the user's cache.
 */
export function privateEngineLayout(env: NodeJS.ProcessEnv = process.env): Layout {
  return layoutIn(engineHome(env));
}

/** Of an engine for a while, with the programs of another one, and within what holds that one. */
export function throwAwayLayout({ home, programs, commands, cgroup }: Layout, id: string): Layout {
  const own = layoutIn(path.join(home, 'throw-away', id));
  return { ...own, programs, commands, cgroup: path.join(cgroup, own.name) };
}

function layoutIn(home: string): Layout {
  const name = `${namePrefix}${createHash('sha256').update(home).digest('hex').slice(0, 8)}`;
  const run = fits(path.join(home, 'run')) ? path.join(home, 'run') : `/run/${name}`;
  const socket = path.join(run, 'docker.sock');
  return {
    home,
    name,
    cgroup: name,
    programs: path.join(home, `programs-${programsRecipe}`),
    commands: path.join(home, 'bin'),
    clientConfig: path.join(home, 'docker-config'),
    unfinished: path.join(home, 'programs.unfinished'),
    data: path.join(home, 'data'),
    run,
    socket,
    address: `unix://${socket}`,
    config: path.join(home, 'daemon.json'),
    log: path.join(home, 'dockerd.log'),
    downloads: path.join(home, 'downloads'),
    lock: path.join(home, 'lock'),
    forwardingRecord: path.join(home, 'forwarding-was-off'),
  };
}

function engineHome(env: NodeJS.ProcessEnv): string {
  if (env.WORKSHOP_ENGINE_HOME) return path.resolve(env.WORKSHOP_ENGINE_HOME);
  return path.join(cacheFolder(env), 'engine');
}

function fits(run: string): boolean {
  return Buffer.byteLength(path.join(run, deepestSocket)) <= longestSocketPath;
}
