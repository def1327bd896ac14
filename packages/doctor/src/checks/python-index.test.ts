import { bundleMark } from '@kit/harness';
import { standInLabel } from '@kit/harness/find';
import { expect, test } from 'vitest';
import { anEngine, machineWith, noEngine, nobodyListens, serve } from '../fixture.ts';
import { pythonIndex } from './python-index.ts';

function examine(url: string, parts: Parameters<typeof machineWith>[0] = {}) {
  const places = { registry: url, pythonIndex: url, hub: url };
  return pythonIndex.examine(machineWith({ places, ...parts }));
}

test('it answers', async () => {
  const asked: string[] = [];
  await using index = await serve(({ method = '', url = '' }, response) => {
    asked.push(`${method} ${url}`);
    response.end();
  });
  expect(await examine(index.url)).toEqual({ status: 'ok', found: 'pypi.org answers.' });
  expect(asked).toEqual(['HEAD /simple/pip/']);
});

test('it answers with an error', async () => {
  await using index = await serve((_, response) => response.writeHead(503).end());
  expect(await examine(index.url)).toEqual({
    status: 'not ok',
    found: 'pypi.org answers with HTTP 503.',
    remedy: { text: 'Look whether it has trouble: https://status.python.org/' },
  });
});

test('it does not answer', async () => {
  const { url } = await nobodyListens();
  expect(await examine(url)).toMatchObject({
    status: 'not ok',
    found: 'pypi.org refuses the connection.',
    remedy: { command: 'export HTTPS_PROXY=http://NAME:PORT' },
  });
  const engine = () => Promise.resolve(noEngine({ canHost: true }));
  expect(await examine(url, { engine })).toMatchObject({
    status: 'not ok',
    remedy: { command: 'npx --yes pnpm@12 engine up' },
  });
});

test('where the stand-in brings the packages, nobody has to answer', async () => {
  const { url } = await nobodyListens();
  const image = { Labels: { [standInLabel]: 'python:3-alpine' } };
  expect(await examine(url, { engine: anEngine({ image }) })).toEqual({
    status: 'ok',
    found: 'It is not asked: the stand-in for python:3-alpine brings the packages.',
  });
});

test('where a bundle put the packages in the image, nobody has to answer', async () => {
  const { url } = await nobodyListens();
  const image = { history: [bundleMark(['click 8.1.8', 'Flask 3.1.1']), 'RUN something'] };
  expect(await examine(url, { engine: anEngine({ image }) })).toEqual({
    status: 'ok',
    found:
      'It is not asked: python:3-alpine brings click 8.1.8, Flask 3.1.1 from a workshop bundle, and pip in it looks nowhere else.',
  });
});

test('through the proxy that the environment names', async () => {
  const asked: string[] = [];
  await using proxy = await serve(
    ({ url = '' }, response) => {
      asked.push(url);
      response.end();
    },
    (target, socket) => {
      asked.push(target);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    },
  );
  const env = { https_proxy: proxy.url };
  expect(await examine('https://pypi.test', { env })).toMatchObject({
    status: 'not ok',
    found: 'pypi.org is not let through by the proxy (HTTP 403).',
  });
  expect(asked).toEqual(['pypi.test:443']);
});
