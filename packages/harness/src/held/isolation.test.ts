import { expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { describeIsolation, requireIsolation } from './isolation.ts';
import type { EngineInfo } from './isolation.ts';

const limited = { DefaultRuntime: 'runc', SwapLimit: true, SecurityOptions: ['name=seccomp'] };
const shared = 'Shared kernel (runc); not safe against kernel exploits.';
const disk = 'The disk that a build takes is not limited.';
const containers =
  'Containers: 256 MiB of memory, 1 CPU, 128 processes, no network, written files watched.';

test.each([
  [
    'the kit’s own engine, with a base that brings its packages',
    { isPrivate: true, standIn: 'python:3-alpine' },
    limited,
    `${shared} ${containers} RUN: 2048 MiB of memory, 1 CPU, 512 processes. RUN has no network. ${disk}`,
  ],
  [
    'any other engine',
    { isPrivate: false },
    limited,
    `${shared} ${containers} RUN: no limit but time. RUN reaches the network, for packages come from an index. ${disk}`,
  ],
  [
    'gVisor, rootless, users remapped, swap uncounted',
    { isPrivate: false },
    {
      DefaultRuntime: 'runsc',
      SwapLimit: false,
      SecurityOptions: ['name=seccomp', 'name=rootless', 'name=userns'],
    },
    `Containers have a kernel of their own (gVisor); RUN shares that of the machine (runc), not safe against kernel exploits. Rootless engine. Root in a container is nobody on the machine. ${containers.replace('processes,', 'processes (swap is not limited),')} RUN: no limit but time. RUN reaches the network, for packages come from an index. ${disk}`,
  ],
])('%s', (_name, engine, info, description) => {
  expect(describeIsolation(engine, 'grade', info)).toBe(description);
});

test('a learner’s own files', () => {
  expect(describeIsolation({ isPrivate: false }, 'learner', limited)).toBe(
    `${shared} Containers: 512 MiB of memory, 1 CPU, 256 processes, with a network. Builds: no limits.`,
  );
});

test('an engine for each submission', () => {
  const own = { isPrivate: true, standIn: 'python:3-alpine' };
  expect(describeIsolation(own, 'grade-strict', limited, { sandbox: '/usr/bin/runsc' })).toMatch(
    /^Containers have a kernel of their own \(gVisor\); RUN shares/,
  );
  expect(describeIsolation(own, 'grade-strict', limited)).toBe(
    `${shared} ${containers} RUN: 2048 MiB of memory, 1 CPU, 512 processes. RUN has no network. Each submission on an engine of its own: 3072 MiB of memory, 1024 processes, 2048 MiB of disk.`,
  );
});

const whole = { ...limited, MemoryLimit: true, PidsLimit: true, CpuCfsQuota: true };

function engineOf(info: EngineInfo, hasBuildKit = true): Engine {
  const client = { info: () => Promise.resolve(info) } as unknown as Engine['client'];
  return { client, isPrivate: false, hasBuildKit } as Engine;
}

test.each<[string, Engine]>([
  ['no limit of memory', engineOf({ ...whole, MemoryLimit: false })],
  ['no limit of processes', engineOf({ ...whole, PidsLimit: false })],
  ['no limit of CPU time', engineOf({ ...whole, CpuCfsQuota: false })],
  ['no seccomp filter', engineOf({ ...whole, SecurityOptions: null })],
  [
    'no seccomp filter',
    engineOf({ ...whole, SecurityOptions: ['name=seccomp,profile=unconfined'] }),
  ],
  ['no BuildKit', engineOf(whole, false)],
])('strangers’ files are not held where there is %s', async (missing, engine) => {
  await expect(requireIsolation(engine, 'grade')).rejects.toThrow(
    `This engine cannot hold strangers’ files: it has ${missing}.`,
  );
  expect(await requireIsolation(engine, 'learner')).toMatchObject({ profile: 'learner' });
});

test('an engine for all of a grading', () => {
  const own = { isPrivate: true, standIn: 'python:3-alpine' };
  const run = { memoryBytes: 9216 * 2 ** 20, processes: 2560, diskBytes: 4096 * 2 ** 20 };
  expect(describeIsolation(own, 'grade', limited, { limits: run })).toBe(
    `${shared} ${containers} RUN: 2048 MiB of memory, 1 CPU, 512 processes. RUN has no network. An engine of this grading alone, for all submissions: 9216 MiB of memory, 2560 processes, 4096 MiB of disk.`,
  );
});

test.each([
  [['pypi.org', 'files.example.org'], 'RUN reaches pypi.org, files.example.org, and nothing else.'],
  [[], 'RUN has no network.'],
])('an engine of a grading where packages come from %j', (packageHosts, reached) => {
  const limits = { memoryBytes: 2 ** 30, processes: 1024, diskBytes: 2 ** 32 };
  const own = { limits, packageHosts };
  expect(describeIsolation({ isPrivate: true }, 'grade', limited, own)).toContain(reached);
  expect(describeIsolation({ isPrivate: true }, 'grade-strict', limited, own)).toContain(reached);
});
