import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildImage } from '../build.ts';
import { obtainEngine } from '../engine.ts';
import { makeFixture } from '../fixture.ts';
import { buildNetwork } from '../held/isolation.ts';
import { startThrowAwayEngine, whyNoThrowAwayEngines } from './throw-away.ts';
import type { ThrowAwayEngine } from './throw-away.ts';
import { strictLimits } from './throw-away-limits.ts';

const open: (() => unknown)[] = [];
let own: ThrowAwayEngine | undefined;
let index = '';
let other = '';

async function serve(answer: RequestListener): Promise<string> {
  // Where anybody who came here could reach it.
  const server = createServer(answer).listen(0, '0.0.0.0');
  await once(server, 'listening');
  open.push(() => server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  const base = await obtainEngine();
  if ((await whyNoThrowAwayEngines(base)) !== undefined) return;
  other = await serve((_, answer) => answer.end('secrets'));
  index = await serve(({ url }, answer) =>
    url === '/away'
      ? answer.writeHead(302, { location: `http://${other}/` }).end()
      : answer.end('packages'),
  );
  own = await startThrowAwayEngine(base, strictLimits, [index]);
  open.push(own.stop);
});
afterAll(async () => {
  for (const close of open) await close();
});

beforeEach(({ skip }) => {
  if (own === undefined) skip('not on the kit’s own engine');
});

/** What a RUN of a Python program writes. */
async function run(program: string): Promise<readonly string[]> {
  if (own === undefined) throw new Error('There is no engine.');
  const { engine, ...made } = own;
  const from = 'FROM python:3-alpine\n';
  await using fixture = await makeFixture(`${from}RUN python3 -u - <<'EOF'\n${program}\nEOF\n`);
  const network = buildNetwork({}, 'grade', made);
  const built = await buildImage(engine, { ...fixture, ...network, noCache: true });
  expect(built).toMatchObject({ kind: 'built' });
  if (built.kind === 'built') expect(String(built.config.Env)).not.toContain('3128');
  return built.log;
}

test('a RUN reaches the index by the proxy, and nothing else', async () => {
  const places = [`${index}/simple`, `${index}/away`, other, 'pypi.org', '198.51.100.2'];
  const log = await run(
    `import urllib.request
for place in ${JSON.stringify(places)}:
    try:
        print(place, urllib.request.urlopen("http://" + place, timeout=10).read().decode())
    except Exception as error:
        print(place, error)`,
  );
  const refused = 'HTTP Error 403: Forbidden';
  const [first, ...others] = places;
  expect(log).toEqual([`${first} packages`, ...others.map((place) => `${place} ${refused}`)]);
});

test('nor past the proxy', async () => {
  const [, port] = other.split(':');
  const places = [`10.213.0.1:${port}`, '198.51.100.2:80', '169.254.169.254:80', 'example.org:80'];
  const log = await run(
    `import socket
for place in ${JSON.stringify(places)}:
    host, port = place.split(":")
    try:
        socket.create_connection((host, int(port)), 3)
        print(place, "reached")
    except TimeoutError:
        print(place, "went somewhere")
    except OSError:
        print(place, "no")`,
  );
  expect(log).toEqual(places.map((place) => `${place} no`));
});

test('nor another RUN', async () => {
  const serving = run(
    `import socket, time
print(open("/proc/net/fib_trie").read().split("10.213.0.")[-1].split()[0])
server = socket.create_server(("", 8000))
server.settimeout(15)
try:
    server.accept()
    print("reached")
except TimeoutError:
    print("alone")`,
  );
  const asking = run(
    `import socket, time
for attempt in range(3):
    for last in range(2, 10):
        try:
            socket.create_connection((f"10.213.0.{last}", 8000), 0.3)
            print("reached")
        except OSError:
            pass`,
  );
  expect(await asking).toEqual([]);
  expect((await serving).at(-1)).toBe('alone');
});
