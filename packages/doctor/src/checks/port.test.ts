import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Engine } from '@kit/harness/find';
import { describe, expect, test } from 'vitest';
import { anEngine, debian, machineWith, nobodyListens } from '../fixture.ts';
import type { Machine } from '../machine.ts';
import { port } from './port.ts';

const examine = (parts: Partial<Machine>) => port.examine(machineWith(parts));

test('free', async () => {
  const { port } = await nobodyListens();
  expect(await examine({ port })).toEqual({ status: 'ok', found: 'It is free.' });
});

describe.each(['127.0.0.1', '0.0.0.0'])('taken on %s', (address) => {
  test('by a program, which is named', async () => {
    const listen = `process.title = 'web\\u202e\\n';
      const server = require('net').createServer().listen(0, '${address}', () => console.log(server.address().port));`;
    const child = spawn(process.execPath, ['-e', listen], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const finding = await examine({ port: Number(line.toString()) });
    child.kill();
    const { pid = 0 } = child;
    expect(finding).toMatchObject({
      status: 'not ok',
      remedy: { text: 'Stop it where it was started, or:', command: `kill ${pid}` },
    });
    expect(finding.found).toMatch(
      new RegExp(`^It is taken by the program \`\\S+\`, process ${pid}\\.$`),
    );
  });

  test('by somebody who cannot be seen', async () => {
    const server = createServer().listen(0, address);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    // Where this is asked, there is no such command.
    const system = { ...debian, platform: 'freebsd' } as const;
    const env = process.env.PATH;
    process.env.PATH = '';
    const finding = await examine({ port, system });
    process.env.PATH = env;
    server.close();
    expect(finding).toEqual({
      status: 'not ok',
      found: 'It is taken; by whom could not be told.',
      remedy: {
        text: 'This shows who has it; stop that program:',
        command: `sudo ss -ltnp 'sport = :${port}'`,
      },
    });
  });
});

describe('published by a container', () => {
  function withContainer(PublicPort: number, name: string, address: string) {
    const container = {
      Id: 'f00dcafe0123456789',
      Names: [`/${name}`],
      Image: 'myapp\u001b[2J',
      Ports: [{ PrivatePort: 8000, PublicPort, Type: 'tcp' }],
    };
    const client = { listContainers: () => Promise.resolve([container]) };
    return anEngine({ engine: { address, client: client as unknown as Engine['client'] } });
  }

  test('on this machine', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = 'unix:///var/run/docker.sock';
    const finding = await examine({ port, engine: withContainer(port, 'web', socket) });
    server.close();
    expect(finding).toEqual({
      status: 'not ok',
      found: 'It is taken by the container `web` of the image `myapp`.',
      remedy: { text: 'Stop it:', command: 'docker stop web' },
    });
  });

  test('on another one', async () => {
    const address = 'tcp://engine.test:2375';
    const engine = withContainer(8000, '$(reboot)', address);
    expect(await examine({ port: 8000, engine })).toMatchObject({
      status: 'not ok',
      remedy: { command: 'docker stop f00dcafe0123' },
    });
    expect(await examine({ port: 8001, engine })).toEqual({
      status: 'unknown',
      found: 'Containers are published on `engine.test`, not on this machine.',
    });
  });
});
