import { existsSync } from 'node:fs';
import { readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Layout } from './layout.ts';
import { programEnvironment, programPath } from './programs.ts';
import { runCommand } from './run-command.ts';
import { ownDevicesOf } from './subnet.ts';

const forwarding = '/proc/sys/net/ipv4/ip_forward';

/** iptables of the kernel's nftables, and of old kernels. */
const iptablesPrograms = ['xtables-nft-multi', 'xtables-legacy-multi'];

/**
 * Makes the engine's bridge, and lets its containers out. Done here and not by
 * the daemon, whose chains are those of any other engine on this machine: it
 * empties them when it starts.
 * @param subnet as `chooseSubnet` returns it
 * @returns why containers have no way out, where they have none.
 */
export async function createNetwork(layout: Layout, subnet: string): Promise<string | undefined> {
  await ip(layout, 'link', 'add', 'name', layout.name, 'type', 'bridge');
  await ip(layout, 'addr', 'add', `${subnet}.0.1/24`, 'dev', layout.name);
  await ip(layout, 'link', 'set', layout.name, 'up');
  if ((await readFile(forwarding, 'utf8')).trim() === '0') {
    await writeFile(layout.forwardingRecord, '');
    await writeFile(forwarding, '1');
  }
  return addRules(layout, rulesOf(layout.name, `${subnet}.0.0/16`));
}

/** Removes all that `createNetwork` and the daemon's own networks left; also after a crash. */
export async function removeNetwork(layout: Layout, subnet: string | undefined): Promise<void> {
  const routes = await readFile('/proc/net/route', 'utf8');
  const { name } = layout;
  const bridges = subnet === undefined ? [] : ownDevicesOf({ name, prefix: subnet }, routes);
  for (const device of new Set([...bridges, name])) {
    if (existsSync(`/sys/class/net/${device}/bridge`)) await ip(layout, 'link', 'delete', device);
  }
  await removeRules(layout);
  if (existsSync(layout.forwardingRecord)) {
    await writeFile(forwarding, '0');
    await rm(layout.forwardingRecord);
  }
}

async function ip(layout: Layout, ...args: readonly string[]): Promise<void> {
  // The system's own, where the engine's folder was removed while it ran.
  if (!existsSync(layout.programs)) await runCommand('ip', args);
  else await runCommand(programPath(layout, 'busybox'), ['ip', ...args]);
}

/**
 * For iptables-restore: containers reach the world but not the networks of
 * other containers, and nobody reaches them but by a published port.
 */
function rulesOf(chain: string, subnet: string): string {
  return `*filter
:${chain} - [0:0]
-A ${chain} -s ${subnet} -d ${subnet} -m physdev ! --physdev-is-bridged -j DROP
-A ${chain} -s ${subnet} -j ACCEPT
-A ${chain} -d ${subnet} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A ${chain} -d ${subnet} -j DROP
-I FORWARD -j ${chain}
COMMIT
*nat
:${chain} - [0:0]
-A ${chain} -s ${subnet} ! -d ${subnet} -j MASQUERADE
-I POSTROUTING -j ${chain}
COMMIT
`;
}

async function addRules(layout: Layout, rules: string): Promise<string | undefined> {
  const failures: string[] = [];
  for (const name of iptablesPrograms) {
    const program = programPath(layout, name);
    try {
      await restore(layout, program, rules);
      // The daemon's resolver for containers' names calls it, in the container's own network.
      await rm(linkOf(layout), { force: true });
      await symlink(program, linkOf(layout));
      return undefined;
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  return failures[0];
}

async function removeRules(layout: Layout): Promise<void> {
  const program = await readlink(linkOf(layout)).catch(() => undefined);
  if (program === undefined) return;
  const env = programEnvironment(layout);
  const saved = await runCommand(program, ['iptables-save'], { env });
  if (!saved.includes(`:${layout.name} `)) return;
  // More than one where the engine's folder was removed while it ran, and another engine started.
  const jumps = (from: string) =>
    saved.split('\n').filter((rule) => rule === `-A ${from} -j ${layout.name}`);
  const remove = (table: string, from: string) =>
    [
      `*${table}`,
      ...jumps(from).map((rule) => rule.replace('-A', '-D')),
      `-F ${layout.name}`,
      `-X ${layout.name}`,
      'COMMIT\n',
    ].join('\n');
  await restore(layout, program, remove('filter', 'FORWARD') + remove('nat', 'POSTROUTING'));
}

async function restore(layout: Layout, program: string, input: string): Promise<void> {
  const env = programEnvironment(layout);
  await runCommand(program, ['iptables-restore', '--noflush'], { env, input });
}

function linkOf({ programs }: Layout): string {
  return path.join(programs, 'bin/iptables');
}
