import type { HostConfig } from 'dockerode';
import { limitsOf } from '../profile.ts';

const mebibyte = 1024 * 1024;

/** What a held container may use of its machine, whatever it needs. */
const held: HostConfig = {
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges'],
  ShmSize: 4 * mebibyte,
  Ulimits: [
    { Name: 'nofile', Soft: 1024, Hard: 1024 },
    { Name: 'core', Soft: 0, Hard: 0 },
  ],
  LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
  // Init is left out: `docker-init` hands a script without `#!` to a shell, as `docker run` does not.
};

const tmpfs = 'rw,noexec,nosuid,nodev,size=16m';

/**
 * `tight`: what any server needs that only serves. `roomy`: for an image that
 * ends so, because its start writes files, changes owners or users: what it
 * writes is watched instead; see `watchSize`.
 */
export type Room = 'tight' | 'roomy';

/** Most that a container with a root of its own may write to it. */
export const mostWrittenBytes = 64 * mebibyte;

/** @param volumes paths that the image wants volumes on. */
export function heldHostConfig(
  room: Room,
  network: string,
  volumes: readonly string[],
): HostConfig {
  const { memoryBytes, cpus, processes } = limitsOf.grade;
  const covered = [...(room === 'tight' ? ['/tmp'] : []), ...volumes];
  return {
    ...held,
    Memory: memoryBytes,
    MemorySwap: memoryBytes,
    NanoCpus: cpus * 1e9,
    PidsLimit: processes,
    NetworkMode: network,
    Tmpfs: Object.fromEntries(covered.map((folder) => [folder, tmpfs])),
    ReadonlyRootfs: room === 'tight',
    // Over files and users of its own image; none reaches out of it.
    ...(room === 'roomy' && {
      CapAdd: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'],
    }),
  };
}

/** The kit's own container beside it, which has the network. */
export const proberHostConfig: HostConfig = {
  ...held,
  Memory: 64 * mebibyte,
  MemorySwap: 64 * mebibyte,
  NanoCpus: 1e9,
  PidsLimit: 16,
  NetworkMode: 'none',
  ReadonlyRootfs: true,
};
