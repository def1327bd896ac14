import { describe, expect, test } from 'vitest';
import { anEngine, machineWith, noEngine, nobodyListens, serve, serveSilence } from '../fixture.ts';
import type { Machine } from '../machine.ts';
import { proxy } from './proxy.ts';

const places = { registry: 'https://registry.test', pythonIndex: '', hub: '' };
const examine = (parts: Partial<Machine>) => proxy.examine(machineWith({ places, ...parts }));

const answering = (line: string) =>
  serve(
    () => undefined,
    (_, socket) => socket.end(`HTTP/1.1 ${line}\r\n\r\n`),
  );

const remedy = {
  text: 'Correct it, or do without it in this terminal:',
  command: 'unset HTTPS_PROXY https_proxy',
};

test('none', async () => {
  expect(await examine({})).toEqual({ status: 'ok', found: 'None is set.' });
  expect(await examine({ engine: anEngine() })).toEqual({
    status: 'ok',
    found: 'None is set, here or in the engine.',
  });
});

describe('one in the environment', () => {
  test('lets through', async () => {
    const targets: string[] = [];
    await using served = await serve(
      () => undefined,
      (target, socket) => {
        targets.push(target);
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      },
    );
    const found = `\`${served.url}\` answers, and lets through to Docker Hub.`;
    const env = { HTTPS_PROXY: served.url };
    expect(await examine({ env })).toEqual({ status: 'ok', found });
    expect(targets).toEqual(['registry.test:443']);
    expect(await examine({ env, engine: anEngine() })).toEqual({
      status: 'ok',
      found: `${found} The engine has none of its own.`,
      remedy: {
        text: 'Where `docker pull` gets no answer, tell the engine too: https://docs.docker.com/engine/daemon/proxy/',
      },
    });
    const info = { HttpsProxy: served.url };
    expect(await examine({ env, engine: anEngine({ info }) })).toEqual({ status: 'ok', found });
  });

  test('is told by its host alone where that is how it is written', async () => {
    await using served = await answering('200 OK');
    expect(await examine({ env: { https_proxy: served.host } })).toEqual({
      status: 'ok',
      found: `\`${served.url}\` answers, and lets through to Docker Hub.`,
    });
  });

  test.each([
    ['407 Proxy Authentication Required', 'wants a name and a password (HTTP 407).'],
    ['403 Forbidden', 'does not let through to Docker Hub (HTTP 403).'],
    ['502 Bad Gateway', 'does not let through to Docker Hub (HTTP 502).'],
  ])('answers %s', async (line, found) => {
    await using served = await answering(line);
    expect(await examine({ env: { HTTPS_PROXY: served.url } })).toEqual({
      status: 'not ok',
      found: `\`${served.url}\` ${found}`,
      remedy,
    });
  });

  test('speaks no HTTP', async () => {
    await using served = await serve(
      () => undefined,
      (_, socket) => socket.end('\u001b[31mSSH-2.0\r\n'),
    );
    const { status, found } = await examine({ env: { HTTPS_PROXY: served.url } });
    expect(status).toBe('not ok');
    expect(found).toMatch(/^`http:\/\/127\.0\.0\.1:\d+` fails: Parse Error/);
  });

  test('is not there; its password is not told', async () => {
    const { host } = await nobodyListens();
    const finding = await examine({ env: { HTTPS_PROXY: `http://me:secret@${host}/` } });
    expect(finding).toEqual({
      status: 'not ok',
      found: `\`http://${host}\` refuses the connection.`,
      remedy,
    });
  });

  test('keeps silent', async () => {
    await using served = await serveSilence();
    const signal = AbortSignal.timeout(200);
    expect(await examine({ env: { HTTPS_PROXY: served.url }, signal })).toEqual({
      status: 'not ok',
      found: `\`${served.url}\` does not answer.`,
      remedy,
    });
  });

  test.each(['socks5://127.0.0.1:1080', 'http://', ':::'])('is none: %s', async (address) => {
    expect(await examine({ env: { HTTPS_PROXY: address } })).toMatchObject({ status: 'unknown' });
  });
});

describe('one that only the engine has', () => {
  test('and that is on this machine', async () => {
    const { url } = await nobodyListens();
    expect(await examine({ engine: anEngine({ info: { HttpProxy: url } }) })).toEqual({
      status: 'not ok',
      found: `\`${url}\` refuses the connection.`,
      remedy: {
        text: 'Correct it in the settings of the engine: https://docs.docker.com/engine/daemon/proxy/',
      },
    });
  });

  test('and that only its virtual machine knows', async () => {
    const info = { HttpsProxy: 'http.docker.internal:3128' };
    expect(await examine({ engine: anEngine({ info, isHere: false }) })).toEqual({
      status: 'ok',
      found: 'The engine uses `http://http.docker.internal:3128`; none is set here.',
    });
  });
});

test('without an engine', async () => {
  await using served = await answering('200 OK');
  const engine = () => Promise.resolve(noEngine());
  expect(await examine({ env: { HTTPS_PROXY: served.url }, engine })).toMatchObject({
    status: 'ok',
  });
});
