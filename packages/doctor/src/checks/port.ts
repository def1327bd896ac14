import { createServer } from 'node:net';
import { plain, quote } from '@kit/checker';
import { notOk, ok, unknown } from '../check.ts';
import type { Check, Finding, Remedy } from '../check.ts';
import { endProcess, whoListens } from '../commands.ts';
import type { EngineFound } from '../engine.ts';
import type { Machine } from '../machine.ts';
import { holderOf } from '../port-holder.ts';

/** Where `docker run -p 8000:8000` listens, and where the browser asks. */
const addresses = ['0.0.0.0', '127.0.0.1'];

/** The app's port is free: it is really taken, and given back. */
export const port: Check = {
  id: 'port',
  title: 'Port 8000',
  async examine(machine) {
    const found = await machine.engine();
    const elsewhere = hostElsewhere(found);
    if (elsewhere !== undefined) {
      const container = await containerOn(machine.port, found);
      return container === undefined
        ? unknown(`Containers are published on ${quote(elsewhere)}, not on this machine.`)
        : taken(machine, container);
    }
    for (const address of addresses) {
      const code = await bind(address, machine.port);
      if (code === undefined) continue;
      if (code === 'EADDRINUSE') {
        return taken(
          machine,
          (await containerOn(machine.port, found)) ?? (await processOn(machine)),
        );
      }
      if (code === 'EACCES') return reserved(machine);
      return unknown(`It could not be tried on ${address}: ${plain(code)}`);
    }
    return ok('It is free.');
  },
};

interface Holder {
  readonly name: string;
  readonly remedy: Remedy;
}

function taken({ port, system }: Machine, holder: Holder | undefined): Finding {
  if (holder !== undefined) return notOk(`It is taken by ${holder.name}.`, holder.remedy);
  return notOk('It is taken; by whom could not be told.', {
    text: 'This shows who has it; stop that program:',
    command: whoListens(port, system),
  });
}

function reserved({ port, system }: Machine): Finding {
  return system.platform === 'win32'
    ? notOk('Windows keeps it for itself.', {
        text: 'In a terminal of an administrator:',
        command: 'net stop winnat\nnet start winnat',
      })
    : unknown(`You may not listen on port ${port} here.`);
}

/** @returns what it failed with, nothing where it worked. */
function bind(host: string, port: number): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const server = createServer();
  server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  return promise;
}

/** The engine's host, where it is another machine. */
function hostElsewhere(found: EngineFound): string | undefined {
  if (found.kind === 'none' || !/^(tcp|https?):/.test(found.engine.address)) return undefined;
  const { hostname } = new URL(found.engine.address);
  return /^(localhost|127\.|\[::1\])/.test(hostname) ? undefined : hostname;
}

async function containerOn(port: number, found: EngineFound): Promise<Holder | undefined> {
  if (found.kind === 'none') return undefined;
  const containers = await found.engine.client.listContainers().catch(() => []);
  const holder = containers.find(({ Ports }) => Ports.some((each) => each.PublicPort === port));
  if (holder === undefined) return undefined;
  const name = holder.Names[0]?.replace(/^\//, '') ?? holder.Id.slice(0, 12);
  // An engine's own names have no other characters.
  const safe = /^[\w.-]+$/.test(name) ? name : holder.Id.slice(0, 12);
  return {
    name: `the container ${quote(name)} of the image ${quote(holder.Image)}`,
    remedy: { text: 'Stop it:', command: `docker stop ${safe}` },
  };
}

async function processOn({ port, system, signal }: Machine): Promise<Holder | undefined> {
  const holder = await holderOf(port, system, signal).catch(() => undefined);
  if (holder === undefined) return undefined;
  return {
    name: `the program ${quote(holder.name)}, process ${holder.pid}`,
    remedy: { text: 'Stop it where it was started, or:', command: endProcess(holder.pid, system) },
  };
}
