import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';

/** A Debian or Ubuntu whose packages make a private engine. */
export interface Distribution {
  readonly id: 'debian' | 'ubuntu';
  readonly codename: string;
}

export type HostVerdict =
  { readonly possible: true } | { readonly possible: false; readonly reason: string };

/** os-release(5), as far as it matters. */
export type OsRelease = Readonly<Record<string, string>>;

const oldest = { debian: 12, ubuntu: 22.04 } as const;

/** linux/capability.h: networks, mounts and control groups need these. */
const neededCapabilities = (1n << 12n) | (1n << 21n);

/** Whether this machine could host a private engine: Debian or Ubuntu, root, apt; else why not. */
export async function canHostPrivateEngine(): Promise<HostVerdict> {
  if (process.platform !== 'linux') return no('it needs Linux, with Debian or Ubuntu on it');
  const distribution = findDistribution(await readOsRelease());
  if ('reason' in distribution) return no(distribution.reason);
  if (process.getuid?.() !== 0) return no('only root can start one');
  if (!(await isExecutable('/usr/bin/apt-get'))) return no('apt-get is missing here');
  if (!hasCapabilities(await readFile('/proc/self/status', 'utf8'))) {
    return no('this root may not make mounts and networks (a container without --privileged?)');
  }
  if (!/ cgroup2? /.test(await readFile('/proc/self/mounts', 'utf8'))) {
    return no('control groups are not mounted; `mount -t cgroup2 none /sys/fs/cgroup` mounts them');
  }
  return { possible: true };
}

/** The distribution on this machine. @throws where it cannot host a private engine. */
export async function distributionOfThisMachine(): Promise<Distribution> {
  const found = findDistribution(await readOsRelease());
  if ('reason' in found) throw new Error(`No private engine here: ${found.reason}.`);
  return found;
}

async function readOsRelease(): Promise<OsRelease> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return parseOsRelease(text);
}

export function parseOsRelease(text: string): OsRelease {
  const assignments = text.matchAll(/^([A-Z0-9_]+)=(["']?)(.*)\2\s*$/gm);
  return Object.fromEntries([...assignments].map(([, name = '', , value = '']) => [name, value]));
}

/** The distribution that an os-release file tells of, or why it will not do. */
export function findDistribution(release: OsRelease): Distribution | { readonly reason: string } {
  const { ID: id, VERSION_ID: version, VERSION_CODENAME: codename, PRETTY_NAME: name } = release;
  const shown = name ?? id ?? 'an unknown system';
  if (id !== 'debian' && id !== 'ubuntu')
    return { reason: `it needs Debian or Ubuntu, not ${shown}` };
  // Debian's testing and unstable have no number.
  if (version !== undefined && !(Number(version) >= oldest[id])) {
    return { reason: `${shown} is too old for it: Debian 12 or Ubuntu 22.04 are the oldest` };
  }
  if (!codename) return { reason: '/etc/os-release does not tell which Debian or Ubuntu this is' };
  return { id, codename };
}

export function hasCapabilities(procStatus: string): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(procStatus)?.[1];
  if (effective === undefined) return true;
  return (BigInt(`0x${effective}`) & neededCapabilities) === neededCapabilities;
}

function no(reason: string): HostVerdict {
  return { possible: false, reason };
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
