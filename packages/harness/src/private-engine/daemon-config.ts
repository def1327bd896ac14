import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Layout } from './layout.ts';

/** Where containerd and runc keep sockets and state whatever they are told; the daemon gets its own. */
export const sharedFolders = ['/run/containerd', '/run/runc'];

/** The daemon's settings, see `dockerd --config-file`; `subnet` as `chooseSubnet` returns it. */
export function daemonConfig(layout: Layout, subnet: string): Record<string, unknown> {
  return {
    'data-root': layout.data,
    'exec-root': path.join(layout.run, 'exec'),
    pidfile: path.join(layout.run, 'dockerd.pid'),
    hosts: [layout.address],
    group: 'root',
    bridge: layout.name,
    'default-address-pools': [{ base: `${subnet}.0.0/16`, size: 24 }],
    // See createNetwork.
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': layout.cgroup,
    'log-opts': { 'max-size': '10m', 'max-file': '2' },
  };
}

/** The subnet in the settings that were written last. */
export async function readSubnet({ config }: Layout): Promise<string | undefined> {
  const text = await readFile(config, 'utf8').catch(() => '');
  return /"base": "(\d+\.\d+)\.0\.0\/16"/.exec(text)?.[1];
}
