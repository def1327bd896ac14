import { readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { quote } from '@kit/checker';
import { howToJoinItsGroup } from '@kit/harness/find';
import { notOk, ok, unknown } from '../check.ts';
import type { Check } from '../check.ts';
import type { Machine } from '../machine.ts';

/** You may use the engine's socket: it is really opened. */
export const socket: Check = {
  id: 'socket',
  title: 'Its socket',
  async examine(machine) {
    const found = await machine.engine();
    if (found.kind === 'answers') {
      const { address } = found.engine;
      return ok(
        address.startsWith('unix:') ? 'You may use it.' : 'It is reached over the network.',
      );
    }
    for (const file of socketsOf(machine)) {
      const code = await open(file);
      if (code === 'EACCES' || code === 'EPERM') return forbidden(file, machine);
      if (code === undefined) return ok(`You may use ${quote(file)}.`);
      if (code === 'ECONNREFUSED') {
        return unknown(`${quote(file)} is left over: nobody listens there.`);
      }
    }
    return unknown('There is no socket to try.');
  },
};

/** Where Testcontainers looks. */
function socketsOf({ env }: Machine): readonly string[] {
  const { DOCKER_HOST, XDG_RUNTIME_DIR } = env;
  if (DOCKER_HOST) return DOCKER_HOST.startsWith('unix://') ? [DOCKER_HOST.slice(7)] : [];
  return [
    '/var/run/docker.sock',
    ...(XDG_RUNTIME_DIR ? [path.join(XDG_RUNTIME_DIR, 'docker.sock')] : []),
    path.join(homedir(), '.docker/run/docker.sock'),
    path.join(homedir(), '.docker/desktop/docker.sock'),
  ];
}

/** @returns what it failed with, nothing where it is open. */
function open(file: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const connection = connect(file);
  connection.once('connect', () => resolve(undefined));
  connection.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  return promise.finally(() => connection.destroy());
}

async function forbidden(file: string, { system }: Machine) {
  const group = await groupOf(file);
  const found = `You may not use ${quote(file)}, which belongs to the group ${quote(group.name)}.`;
  return notOk(
    found,
    group.members.includes(userInfo().username)
      ? {
          text: 'You are in that group, and this terminal is not yet:',
          command: `newgrp ${group.name}`,
        }
      : { text: 'Join that group:', command: howToJoinItsGroup(group.name, system) },
  );
}

interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/** group(5) */
async function groupOf(file: string): Promise<Group> {
  const gid = await stat(file).then(
    (stats) => String(stats.gid),
    () => '',
  );
  const groups = (await readFile('/etc/group', 'utf8').catch(() => '')).split('\n');
  const fields = groups.map((line) => line.split(':')).find((each) => each[2] === gid);
  const [name = 'docker', , , members = ''] = fields ?? [];
  return { name: /^[\w.-]+$/.test(name) ? name : 'docker', members: members.split(',') };
}
