import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildImage } from './build.ts';
import type { BuildOutcome } from './build.ts';
import { keepImages, removeBuild } from './cleanup.ts';
import type { Engine } from './engine.ts';
import { obtainEngine } from './engine.ts';
import { makeFixture } from './fixture.ts';

// What a RUN may take and reach on the kit's own engine. Attacks are small, and bounded themselves.

let engine: Engine;
let kept: ReadonlySet<string>;
const made: BuildOutcome[] = [];

beforeAll(async () => {
  engine = await obtainEngine();
  kept = await keepImages(engine);
});

afterAll(async () => {
  for (const outcome of made) await removeBuild(engine, outcome, kept);
});

async function run(program: string) {
  await using fixture = await makeFixture(
    `FROM python:3-alpine\nRUN python3 - <<'PROGRAM'\n${program}\nPROGRAM\n`,
  );
  const outcome = await buildImage(engine, { ...fixture, noCache: true, network: 'none' });
  made.push(outcome);
  return outcome;
}

const attempts = [
  {
    what: 'memory over its limit',
    program: `b = []
for _ in range(300): b.append(bytearray(b'x') * 10**7)
print('took 3 GB')`,
    expected: { kind: 'failed', exitCode: 137 },
  },
  {
    what: 'processes without end',
    program: `import subprocess
p = []
try:
    while len(p) < 1000: p.append(subprocess.Popen(['sleep', '20']))
except BlockingIOError: print('held below', len(p) // 100 + 1, 'hundred')
else: raise SystemExit('not held')
finally:
    for each in p: each.kill()`,
    expected: { kind: 'built', log: expect.arrayContaining(['held below 6 hundred']) as unknown },
  },
  {
    what: 'a device of its own, and raw packets',
    program: `import os, socket, stat
for attempt in (lambda: os.mknod('/disk', 0o600 | stat.S_IFBLK, os.makedev(7, 0)),
                lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)):
    try: attempt()
    except PermissionError: continue
    raise SystemExit('not held')`,
    expected: { kind: 'built' },
  },
  {
    what: 'a network',
    program: `import socket
print([name for _, name in socket.if_nameindex()])
for host in ('198.51.100.2', '169.254.169.254', '10.0.0.1', 'example.org'):
    try: socket.create_connection((host, 80), 1)
    except OSError: continue
    raise SystemExit('not held')`,
    expected: { kind: 'built', log: expect.arrayContaining(["['lo']"]) as unknown },
  },
];

test.for(attempts)('$what', async ({ program, expected }, { skip }) => {
  if (!engine.isPrivate) skip('only the kit’s own engine limits a RUN');
  expect(await run(program)).toMatchObject(expected);
});
