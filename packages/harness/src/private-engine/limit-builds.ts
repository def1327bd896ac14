import { existsSync } from 'node:fs';
import { chmod, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ContainerLimits } from '../profile.ts';
import type { Layout } from './layout.ts';
import { programPath } from './programs.ts';

/** For one RUN; a package that is compiled takes its share. */
export const buildLimits: ContainerLimits = {
  memoryBytes: 2048 * 1024 * 1024,
  cpus: 1,
  processes: 512,
};

/** Of a container's usual ones, those that no build needs. */
const dropped = ['CAP_MKNOD', 'CAP_NET_RAW'];

/** There where the kernel counts swap: in the first version of control groups it may, in the second it does. */
const swapCounted = ['memory/memory.memsw.limit_in_bytes', 'cgroup.controllers'].map(
  (file) => `/sys/fs/cgroup/${file}`,
);

/**
 * BuildKit gives what a RUN starts no limits and lets nobody set any. It starts
 * it by `runc`, which the engine finds here: a script that puts the limits into
 * the container's description (OCI runtime specification, `config.json`), and
 * hands on to the real one.
 */
export async function limitBuilds(layout: Layout): Promise<void> {
  const script = path.join(layout.programs, 'bin/runc');
  const real = ['usr/sbin/runc', 'usr/bin/runc', 'sbin/runc']
    .map((file) => path.join(layout.programs, file))
    .find((file) => existsSync(file));
  if (real === undefined) return;
  const unfinished = `${script}.${process.pid}`;
  await writeFile(unfinished, runcScript(real, programPath(layout, 'busybox')));
  await chmod(unfinished, 0o755);
  // An engine that runs may be calling it now.
  await rename(unfinished, script);
}

/** @param countsSwap whether memory and swap can be limited together. */
export function runcScript(
  runc: string,
  busybox: string,
  countsSwap: boolean = swapCounted.some((file) => existsSync(file)),
): string {
  const { memoryBytes, cpus, processes } = buildLimits;
  const resources = JSON.stringify({
    memory: { limit: memoryBytes, ...(countsSwap && { swap: memoryBytes }) },
    cpu: { quota: cpus * 100_000, period: 100_000 },
    pids: { limit: processes },
  });
  const edits = [
    `s/"linux":{"resources":{/&${resources.slice(1, -1)},/`,
    ...dropped.map((capability) => `s/"${capability}",//g`),
  ];
  return `#!/bin/sh
for argument do
  if [ "$option" = --bundle ]; then bundle=$argument; fi
  option=$argument
done
case $bundle in
  */buildkit/executor/*) '${busybox}' sed -i '${edits.join(';')}' "$bundle/config.json" ;;
esac
exec '${runc}' "$@"
`;
}
