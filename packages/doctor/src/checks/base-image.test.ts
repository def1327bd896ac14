import type { IncomingMessage, ServerResponse } from 'node:http';
import { bundleMark } from '@kit/harness';
import { standInLabel } from '@kit/harness/find';
import { describe, expect, test } from 'vitest';
import { anEngine, machineWith, noEngine, nobodyListens, serve } from '../fixture.ts';
import type { Served } from '../fixture.ts';
import { baseImage } from './base-image.ts';

const reference = 'python:3-alpine';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A registry that gives out tokens, and answers who has one. */
async function registry(
  answer: (response: ServerResponse) => void,
): Promise<Served & { readonly asked: readonly Asked[] }> {
  const asked: Asked[] = [];
  const served = await serve((request: IncomingMessage, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, authorization: headers.authorization });
    const own = `http://${headers.host ?? ''}`;
    if (url === '/v2/') {
      response.writeHead(401, {
        'www-authenticate': `Bearer realm="${own}/token?a=b",service="registry.test"`,
      });
      response.end();
    } else if (url.startsWith('/token')) response.end('{"token":"t0"}');
    else answer(response);
  });
  return { ...served, asked };
}

function withQuota(limit: string, remaining: string, status = 200) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'ratelimit-limit': limit, 'ratelimit-remaining': remaining });
    response.end();
  };
}

function examine(url: string, parts: Parameters<typeof machineWith>[0] = {}) {
  const places = { registry: url, pythonIndex: url, hub: url };
  return baseImage.examine(machineWith({ places, ...parts }));
}

describe('the engine has it', () => {
  test('the real one', async () => {
    expect(await examine('', { engine: anEngine({ image: {} }) })).toEqual({
      status: 'ok',
      found: `${reference} is here (linux/amd64, 52 MB).`,
    });
  });

  test('the kit’s stand-in', async () => {
    const image = { Labels: { [standInLabel]: reference } };
    expect(await examine('', { engine: anEngine({ image }) })).toEqual({
      status: 'ok',
      found: `${reference} is a stand-in here, made by the kit from Debian packages (linux/amd64, 52 MB).`,
    });
  });

  test.each([
    ['loaded', { RepoTags: [reference, `workshop-bundle/${reference}`] }],
    ['as Podman names it', { RepoTags: [`localhost/workshop-bundle/${reference}`] }],
    ['pulled from its mirror', { history: [bundleMark(['flask 3.1.2']), ''] }],
  ])('from a bundle, %s', async (_, image) => {
    expect(await examine('', { engine: anEngine({ image }) })).toEqual({
      status: 'ok',
      found: `${reference} is here from a workshop bundle (linux/amd64, 52 MB).`,
    });
  });
});

test('the registry is asked with a token, and nothing is pulled', async () => {
  await using hub = await registry(withQuota('100;w=21600', '97;w=21600'));
  await examine(hub.url);
  expect(hub.asked).toEqual([
    { method: 'GET', url: '/v2/', authorization: undefined },
    {
      method: 'GET',
      url: '/token?a=b&service=registry.test&scope=repository%3Alibrary%2Fpython%3Apull',
      authorization: undefined,
    },
    { method: 'HEAD', url: '/v2/library/python/manifests/3-alpine', authorization: 'Bearer t0' },
  ]);
});

const signIn = {
  text: 'Sign in, with an account that costs nothing; it has a limit of its own:',
  command: 'docker login',
};

test.each([
  [
    'plenty left',
    withQuota('100;w=21600', '97;w=21600'),
    {
      status: 'ok',
      found: `Docker Hub has ${reference}, and 97 of 100 pulls in 6 hours are left without an account.`,
    },
  ],
  [
    'few left',
    withQuota('10;w=3600', '2;w=3600'),
    {
      status: 'ok',
      found: `Docker Hub has ${reference}, and 2 of 10 pulls in an hour are left without an account.`,
      remedy: signIn,
    },
  ],
  [
    'none left',
    withQuota('100;w=21600', '0;w=21600'),
    {
      status: 'not ok',
      found:
        'Docker Hub gives no more to this network now: the limit of 100 pulls in 6 hours is used up.',
      remedy: signIn,
    },
  ],
  [
    'too many requests',
    (response: ServerResponse) => response.writeHead(429).end(),
    {
      status: 'not ok',
      found: 'Docker Hub gives no more to this network now: the limit is used up.',
      remedy: signIn,
    },
  ],
  [
    'no limit',
    (response: ServerResponse) => response.end(),
    { status: 'ok', found: `Docker Hub has ${reference}, and names no limit.` },
  ],
  [
    'numbers that are none',
    withQuota('many', '-1'),
    { status: 'ok', found: `Docker Hub has ${reference}, and names no limit.` },
  ],
  [
    'trouble',
    (response: ServerResponse) => response.writeHead(503).end(),
    {
      status: 'not ok',
      found: `Docker Hub refuses ${reference}, with HTTP 503.`,
      remedy: { text: 'Look whether it has trouble: https://www.dockerstatus.com/' },
    },
  ],
])('%s', async (_, answer, expected) => {
  await using hub = await registry(answer);
  expect(await examine(hub.url)).toEqual(expected);
});

describe('no answer', () => {
  test('no engine, and the kit could get one', async () => {
    const hub = await nobodyListens();
    const engine = () => Promise.resolve(noEngine({ canHost: true }));
    expect(await examine(hub.url, { engine })).toEqual({
      status: 'not ok',
      found: `${reference} is not here, and Docker Hub refuses the connection.`,
      remedy: {
        text: 'The kit’s own engine makes do with a stand-in for the base image, which brings the packages:',
        command: 'npx --yes pnpm@12 engine up',
      },
    });
  });

  test('an engine without the image', async () => {
    const hub = await nobodyListens();
    expect(await examine(hub.url, { engine: anEngine() })).toEqual({
      status: 'not ok',
      found: `${reference} is not here, and Docker Hub refuses the connection.`,
      remedy: {
        text: 'Connect this machine to the Internet. Where your network has a proxy, name it:',
        command: 'export HTTPS_PROXY=http://NAME:PORT',
      },
    });
  });

  test('a mirror of the engine’s has it', async () => {
    const hub = await nobodyListens();
    await using mirror = await registry((response) => response.end());
    const info = { RegistryConfig: { Mirrors: [`${hub.url}/`, `${mirror.url}/`] } };
    expect(await examine(hub.url, { engine: anEngine({ info }) })).toEqual({
      status: 'ok',
      found: `${reference} can be pulled from the mirror \`${mirror.url}/\`.`,
    });
  });
});
