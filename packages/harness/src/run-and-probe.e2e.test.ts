import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildImage } from './build.ts';
import { keepImages, removeImage } from './cleanup.ts';
import type { Engine } from './engine.ts';
import { obtainEngine } from './engine.ts';
import { makeFixture, pythonImage } from './fixture.ts';
import { ownLabels } from './labels.ts';
import type { Profile } from './profile.ts';
import type { ProbeOutcome, ProbeRequest } from './run-and-probe.ts';
import { runAndProbe } from './run-and-probe.ts';

let engine: Engine;
let kept: ReadonlySet<string>;
const images: string[] = [];

beforeAll(async () => {
  engine = await obtainEngine();
  kept = await keepImages(engine);
});

afterAll(async () => {
  for (const image of images) await removeImage(engine, image, kept);
  const own = Object.entries(ownLabels()).map((label) => label.join('='));
  const left = await engine.client.listContainers({ all: true, filters: { label: own } });
  expect(left).toEqual([]);
});

async function imageOf(dockerfile: string): Promise<string> {
  await using fixture = await makeFixture(dockerfile);
  const outcome = await buildImage(engine, fixture);
  if (outcome.kind !== 'built') throw new Error(`${outcome.message}\n${outcome.log.join('\n')}`);
  images.push(outcome.imageId);
  return outcome.imageId;
}

let profile: Profile;

async function probe(
  dockerfile: string,
  options: Partial<ProbeRequest> = {},
): Promise<ProbeOutcome> {
  const imageId = await imageOf(dockerfile);
  const usual = { port: 8000, path: '/', deadlineMs: 8_000, profile };
  return runAndProbe(engine, { imageId, ...usual, ...options });
}

/** A server that answers each connection by this Python statement over `c`, its socket. */
function server(statement: string, address = '0.0.0.0', port = 8000): string {
  return pythonImage(`import socket, time, threading
s = socket.create_server(('${address}', ${port}))
print('listening', flush=True)
def serve(c):
    c.recv(65536)
    ${statement}
while True:
    threading.Thread(target=serve, args=(s.accept()[0],), daemon=True).start()`);
}

/** A server that answers once, and then does this. */
function once(statement: string): string {
  return pythonImage(`import os, socket, time
s = socket.create_server(('0.0.0.0', 8000))
print('listening', flush=True)
c = s.accept()[0]
c.recv(65536)
${page}
${statement}`);
}

const page = String.raw`c.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'); c.close()`;
const url = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/) as unknown;
const durationMs = expect.any(Number) as unknown;

describe.each<Profile>(['learner', 'grade'])('%s', (each) => {
  beforeAll(() => {
    profile = each;
  });

  describe('an answer', () => {
    test('is told with its status and body', async () => {
      expect(await probe(server(page))).toEqual({
        kind: 'answered',
        status: 200,
        body: 'hello',
        url,
        durationMs,
      });
    });

    test('is told as it is where it is no success', async () => {
      const answer = String.raw`c.sendall(b'HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops'); c.close()`;
      expect(await probe(server(answer))).toMatchObject({
        kind: 'answered',
        status: 500,
        body: 'oops',
      });
    });

    test('that leads elsewhere is not followed', async () => {
      const answer = String.raw`c.sendall(b'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'); c.close()`;
      expect(await probe(server(answer))).toMatchObject({
        kind: 'answered',
        status: 302,
        body: '',
      });
    });

    test('that never ends is read to 64 KiB', async () => {
      const answer = String.raw`c.sendall(b'HTTP/1.1 200 OK\r\n\r\n')
    while True: c.sendall(b'x' * 65536)`;
      const outcome = await probe(server(answer));
      expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
      expect(outcome.kind === 'answered' && outcome.body.length).toBe(65_536);
    });

    test('that is packed is not unpacked', async () => {
      const answer = String.raw`import gzip; b = gzip.compress(b'x' * 10**7); c.sendall(b'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n' % len(b) + b); c.close()`;
      const outcome = await probe(server(answer));
      expect(outcome.kind === 'answered' && outcome.body.length).toBeLessThan(65_536);
    });

    test('may come late, as long as it comes', async () => {
      const program = pythonImage(`import http.server, time
time.sleep(3)
http.server.HTTPServer(('', 8000), http.server.SimpleHTTPRequestHandler).serve_forever()`);
      expect(await probe(program)).toMatchObject({ kind: 'answered', status: 200 });
    });

    test('is had from an image without a shell too', async () => {
      const dockerfile = `FROM python:3-alpine AS tools
RUN mkdir -p /out/www && cp "$(readlink -f "$(which busybox)")" /out/busybox && echo hi > /out/www/index.html
RUN mkdir -p /out/lib && cp /lib/ld-musl-*.so.1 /out/lib/ 2>/dev/null || true
FROM scratch
COPY --from=tools /out/ /
CMD ["/busybox", "httpd", "-f", "-p", "8000", "-h", "/www"]
`;
      expect(await probe(dockerfile)).toMatchObject({
        kind: 'answered',
        status: 200,
        body: 'hi\n',
      });
    });
  });

  describe('asked again', () => {
    test('one that ended meanwhile is told with what it did before', async () => {
      expect(await probe(once('time.sleep(0.3); os._exit(7)'))).toEqual({
        kind: 'exited',
        exitCode: 7,
        outOfMemory: false,
        answeredBefore: 1,
        log: ['listening'],
        url,
        durationMs,
      });
    });

    test('one that hangs', async () => {
      const outcome = await probe(once('time.sleep(600)'));
      expect(outcome).toMatchObject({ kind: 'slow', waitedMs: 5_000, answeredBefore: 1 });
    });

    test('one that listens no longer', async () => {
      expect(await probe(once('s.close(); time.sleep(600)'))).toMatchObject({
        kind: 'refused',
        listening: [],
        answeredBefore: 1,
      });
    });

    test('one that answers something else', async () => {
      const other = String.raw`c = s.accept()[0]; c.recv(65536); c.sendall(b'HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno'); c.close(); time.sleep(600)`;
      expect(await probe(once(other))).toEqual({
        kind: 'answered',
        status: 200,
        body: 'hello',
        others: [{ status: 503, body: 'no' }],
        log: ['listening'],
        url,
        durationMs,
      });
    });

    test('not always as often', async () => {
      const counting = String.raw`serve.n = getattr(serve, 'n', 0) + 1; b = b'%d' % serve.n; c.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n' + b); c.close()`;
      const imageId = await imageOf(server(counting));
      const seen = new Set<number>();
      for (let run = 0; run < 30 && seen.size < 2; run += 1) {
        const outcome = await runAndProbe(engine, { imageId, port: 8000, path: '/', profile });
        if (outcome.kind === 'answered') seen.add(outcome.others?.length ?? 0);
      }
      expect(seen.size).toBe(2);
    });
  });

  describe('no answer', () => {
    test('because the server ended: exit code and last lines', async () => {
      const dockerfile = pythonImage(`print('starting')\nraise SystemExit(3)`);
      expect(await probe(dockerfile)).toEqual({
        kind: 'exited',
        exitCode: 3,
        outOfMemory: false,
        log: ['starting'],
        url,
        durationMs,
      });
    });

    test('because the start command is not in the image', async () => {
      const dockerfile = 'FROM python:3-alpine\nCMD ["python3 ./server.py"]\n';
      expect(await probe(dockerfile)).toMatchObject({
        kind: 'exited',
        exitCode: 127,
        log: [expect.stringContaining('python3 ./server.py')],
      });
    });

    test('because its script says of no program to read it, as `docker run` has it', async () => {
      const dockerfile = `FROM python:3-alpine
COPY --chmod=755 <<'SCRIPT' /start
exec python3 -m http.server 8000
SCRIPT
CMD ["/start"]
`;
      expect(await probe(dockerfile)).toMatchObject({
        kind: 'exited',
        log: [expect.stringContaining('exec format error')],
      });
    });

    test.each([
      ['/etc/passwd', 'mkfifo /etc/passwd'],
      ['/etc/group', 'mkfifo /srv/pipe && ln -s /srv/pipe /etc/group'],
      ['/etc/passwd', `python3 -c "import socket; socket.socket(1).bind('/etc/passwd')"`],
    ])('because %s is no file: %s', async (file, command) => {
      const dockerfile = `FROM python:3-alpine\nRUN rm ${file} && ${command}\nCMD ["true"]\n`;
      expect(await probe(dockerfile)).toMatchObject({
        kind: 'exited',
        exitCode: 127,
        log: [
          `${file} of the image is not a regular file. Docker looks for users there before it starts a container.`,
        ],
      });
    });

    test.each([
      'rm /etc/passwd /etc/group',
      'mv /etc/passwd /srv/users && ln -s ../srv/users /etc/passwd && ln -sf nowhere /etc/group',
    ])('but one whose users are elsewhere starts: %s', async (command) => {
      const dockerfile = `FROM python:3-alpine\nRUN ${command}\nUSER 65534:65534\nCMD ["python3", "-m", "http.server", "8000"]\n`;
      expect(await probe(dockerfile)).toMatchObject({ kind: 'answered', status: 200 });
    });

    test('because it took more memory than it may', async () => {
      const dockerfile = pythonImage(`b = []\nwhile True: b.append(bytearray(10**7))`);
      const limits = { memoryBytes: 64 * 1024 * 1024, cpus: 1, processes: 64 };
      expect(await probe(dockerfile, { limits })).toMatchObject({
        kind: 'exited',
        outOfMemory: true,
      });
    });

    test('because it listens on the loopback of the container only', async () => {
      expect(await probe(server(page, '127.0.0.1'))).toEqual({
        kind: 'refused',
        listening: [{ address: '127.0.0.1', port: 8000 }],
        log: ['listening'],
        url,
        durationMs,
      });
    });

    test('because it listens on another port', async () => {
      expect(await probe(server(page, '0.0.0.0', 5000))).toMatchObject({
        kind: 'refused',
        listening: [{ address: '0.0.0.0', port: 5000 }],
      });
    });

    test('because nothing listens', async () => {
      const dockerfile = pythonImage(`import time\nprint('waiting')\ntime.sleep(600)`);
      expect(await probe(dockerfile, { deadlineMs: 2_000 })).toMatchObject({
        kind: 'refused',
        listening: [],
        log: ['waiting'],
      });
    });

    test('because it says nothing', async () => {
      expect(await probe(server('time.sleep(600)'), { deadlineMs: 2_000 })).toMatchObject({
        kind: 'slow',
        log: ['listening'],
      });
    });

    test('because it drips its answer', async () => {
      const answer = String.raw`c.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
    while True: c.sendall(b'x'); time.sleep(0.1)`;
      expect(await probe(server(answer), { deadlineMs: 2_000 })).toMatchObject({ kind: 'slow' });
    });

    test('because it speaks no HTTP', async () => {
      const answer = String.raw`c.sendall(b'SSH-2.0-hello\r\n'); c.close()`;
      expect(await probe(server(answer))).toMatchObject({
        kind: 'not-http',
        received: expect.stringContaining('SSH-2.0-hello') as string,
      });
    });
  });

  test('a probe that is stopped removes its container', async () => {
    const imageId = await imageOf(pythonImage(`import time\ntime.sleep(600)`));
    const controller = new AbortController();
    const reason = new Error('Enough.');
    const probing = runAndProbe(engine, {
      imageId,
      port: 8000,
      path: '/',
      profile,
      signal: controller.signal,
    });
    const running = async () => engine.client.listContainers({ filters: { ancestor: [imageId] } });
    await expect.poll(running, { timeout: 10_000 }).toHaveLength(1);
    controller.abort(reason);
    await expect(probing).rejects.toBe(reason);
    expect(await running()).toEqual([]);
  });
});
