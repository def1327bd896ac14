import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { removeContainer } from '../cleanup.ts';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { ownLabels } from '../labels.ts';
import { limitsOf } from '../profile.ts';
import { standInReference } from '../private-engine/stand-in-image.ts';
import { runAndProbe } from '../run-and-probe.ts';
import { runHeld } from './held-container.ts';
import { mostWrittenBytes } from './host-config.ts';
import { held, judge } from './tried.ts';
import type { Tried } from './tried.ts';
import { releaseInBuild } from './build-canary.ts';
import type { CanaryBench } from './build-canary.ts';
import { buildLimits } from '../private-engine/limit-builds.ts';

export interface Canary {
  readonly id: string;
  readonly title: string;
  /** Makes the attack in a container, as strangers' are run. @throws where the engine does not answer. */
  readonly release: (bench: CanaryBench, signal: AbortSignal) => Promise<Tried>;
}

const program = readFileSync(new URL('canary.py', import.meta.url), 'utf8');
const image = standInReference;
const mebibyte = 2 ** 20;
const { memoryBytes, processes } = limitsOf.grade;

/** The attacks on what holds a container or a RUN in the profile `grade`; each small and bounded by itself. */
export const canaries: readonly Canary[] = [
  attack('memory', 'Memory', [String(memoryBytes)]),
  attack('processes', 'Processes', [String(processes)]),
  attack('write', 'Its root', ['/']),
  {
    id: 'flood',
    title: 'Its disk',
    async release({ engine }, signal) {
      const most = mostWrittenBytes / mebibyte;
      const outcome = await run(engine, ['flood', String(most * 8)], signal);
      if (outcome.kind === 'answered') return judge(outcome.body);
      const isEnded = outcome.log.some((line) => line.startsWith('Ended by grading'));
      return isEnded
        ? held(`ended after it had written more than ${most} MiB`)
        : { verdict: 'unknown', found: outcome.log.at(-1) ?? outcome.kind };
    },
  },
  attack('privileges', 'Privileges'),
  {
    id: 'host',
    title: 'This machine',
    async release({ engine }, signal) {
      await using listener = await listen();
      const targets = addressesHere().map((host) => `${host}:${listener.port}`);
      return told(await run(engine, ['connect', ...targets], signal));
    },
  },
  {
    id: 'peer',
    title: 'Another one',
    async release({ engine }, signal) {
      const peer = await startPeer(engine);
      try {
        return told(await run(engine, ['connect', `${peer.address}:8000`], signal));
      } finally {
        await removeContainer(engine, peer.id);
      }
    },
  },
  // RFC 5737: an address that is nobody's.
  attack('internet', 'The Internet', ['198.51.100.2:80'], 'connect'),
  {
    id: 'output',
    title: 'Its output',
    async release({ engine }) {
      const container = await runHeld(engine, {
        imageId: image,
        command: command('output', '8'),
        network: 'none',
        room: 'tight',
      });
      try {
        await withDeadline(container.exited, 'running a small attack', { ms: 60_000 });
        const logs = engine.client.getContainer(container.id).logs({ stdout: true });
        const kept: unknown = await withDeadline(logs, 'being asked for output', { ms: 30_000 });
        const size = Buffer.isBuffer(kept) ? kept.length / mebibyte : 0;
        return size < 3
          ? held(`of 8 MiB the engine kept ${size.toFixed(1)}`)
          : { verdict: 'not held', found: `the engine kept ${size.toFixed(1)} MiB` };
      } finally {
        await container.remove();
      }
    },
  },
  {
    id: 'outstay',
    title: 'Time',
    async release({ engine }, signal) {
      const outcome = await run(engine, ['outstay'], signal, 2_000);
      return outcome.kind === 'refused'
        ? held(`ended after ${(outcome.durationMs / 1000).toFixed(1)} seconds`)
        : told(outcome);
    },
  },
  inBuild('memory', 'RUN: memory', [String(buildLimits.memoryBytes)]),
  inBuild('processes', 'RUN: processes', [String(buildLimits.processes)]),
  inBuild('connect', 'RUN: network', ['198.51.100.2:80']),
  // The last one: an engine whose disk was full is of no use.
  {
    id: 'run-disk',
    title: 'RUN: disk',
    async release(bench, signal) {
      if (bench.own === undefined) {
        return { verdict: 'not held', found: 'what a build writes is not limited here' };
      }
      const most = bench.own.limits.diskBytes / mebibyte;
      const tried = await releaseInBuild(bench, ['disk', String(most + 64)], signal);
      return bench.own.disk.wasFull === true ? held(`ended within ${most} MiB`) : tried;
    },
  },
];

function inBuild(name: string, title: string, args: readonly string[]): Canary {
  return {
    id: `run-${name}`,
    title,
    release: (bench, signal) => releaseInBuild(bench, [name, ...args], signal),
  };
}

function attack(id: string, title: string, args: readonly string[] = [], name = id): Canary {
  return {
    id,
    title,
    release: async ({ engine }, signal) => told(await run(engine, [name, ...args], signal)),
  };
}

function command(...args: readonly string[]): readonly string[] {
  return ['python3', '-u', '-c', program, ...args];
}

function run(engine: Engine, args: readonly string[], signal: AbortSignal, deadlineMs = 30_000) {
  return runAndProbe(engine, {
    imageId: image,
    command: command(...args),
    port: 8000,
    path: '/',
    deadlineMs,
    profile: 'grade',
    signal,
  });
}

function told(outcome: Awaited<ReturnType<typeof run>>): Tried {
  if (outcome.kind === 'answered') return judge(outcome.body);
  const found = outcome.log.at(-1) ?? outcome.kind;
  // All of it was ended, and not only its child.
  if (outcome.kind === 'exited' && outcome.outOfMemory) return held('ended for its memory');
  return { verdict: 'unknown', found };
}

async function listen() {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '0.0.0.0', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function addressesHere(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}

/** A server as any container, in the engine's usual network. */
async function startPeer(
  engine: Engine,
): Promise<{ readonly id: string; readonly address: string }> {
  const doing = 'starting a container';
  const container = await withDeadline(
    engine.client.createContainer({
      Image: image,
      Cmd: ['python3', '-m', 'http.server', '8000'],
      Labels: ownLabels('/canary'),
    }),
    doing,
  );
  try {
    await withDeadline(container.start(), doing);
    const { NetworkSettings } = await withDeadline(container.inspect(), doing);
    const [network] = Object.values(NetworkSettings.Networks);
    return { id: container.id, address: network?.IPAddress ?? '' };
  } catch (error) {
    await removeContainer(engine, container.id);
    throw error;
  }
}
