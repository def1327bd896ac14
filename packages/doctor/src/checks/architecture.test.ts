import { machine as nameOfKernel } from 'node:os';
import { describe, expect, test } from 'vitest';
import { anEngine, machineWith, nobodyListens, serve } from '../fixture.ts';
import type { Machine } from '../machine.ts';
import { architecture } from './architecture.ts';

const own = nameOfKernel() === 'aarch64' ? 'arm64' : 'amd64';
const other = own === 'arm64' ? 'amd64' : 'arm64';
const platform = `linux/${own}`;

function hub(platforms: readonly string[]) {
  const images = platforms.map((each) => {
    const [os, architecture] = each.split('/');
    return { os, architecture };
  });
  return serve(({ url }, response) => {
    if (url !== '/v2/repositories/library/python/tags/3-alpine') response.statusCode = 404;
    response.end(JSON.stringify({ images }));
  });
}

function examine(url: string, parts: Partial<Machine> = {}) {
  const places = { registry: url, pythonIndex: url, hub: url };
  return architecture.examine(machineWith({ places, ...parts }));
}

describe('the base image is not here', () => {
  test('it is made for this engine', async () => {
    await using served = await hub([`linux/${other}`, platform, 'unknown/unknown']);
    expect(await examine(served.url, { engine: anEngine({ engine: { platform } }) })).toEqual({
      status: 'ok',
      found: `The engine is ${platform}, and python:3-alpine is made for it.`,
    });
    expect(await examine(served.url)).toEqual({
      status: 'ok',
      found: `This machine is ${platform}, and python:3-alpine is made for it.`,
    });
  });

  test('it is not', async () => {
    await using served = await hub(['linux/s390x', 'linux/386', 'unknown/unknown']);
    expect(await examine(served.url)).toEqual({
      status: 'not ok',
      found: `This machine is ${platform}, and python:3-alpine is not made for it.`,
      remedy: { text: 'It is made for linux/s390x, linux/386: use a machine with one of these.' },
    });
  });

  test('nobody could be asked', async () => {
    const { url } = await nobodyListens();
    expect(await examine(url)).toEqual({
      status: 'unknown',
      found: `This machine is ${platform}; whether python:3-alpine is made for it could not be asked.`,
    });
  });

  test('an answer that is none', async () => {
    await using served = await serve((_, response) => response.end('{"images": 7}'));
    expect(await examine(served.url)).toMatchObject({ status: 'unknown' });
  });
});

test('the base image is here, and made for this engine', async () => {
  const engine = anEngine({ engine: { platform }, image: { Architecture: own } });
  expect(await examine('', { engine })).toEqual({
    status: 'ok',
    found: `${platform}, and so is the base image.`,
  });
});

test('the base image is here, and made for another one', async () => {
  const engine = anEngine({ engine: { platform }, image: { Architecture: other } });
  expect(await examine('', { engine })).toEqual({
    status: 'ok',
    found: `The engine is ${platform}, and the base image here linux/${other}: it is emulated, which is slow.`,
    remedy: {
      text: 'Get the one for this engine:',
      command: `docker pull --platform ${platform} python:3-alpine`,
    },
  });
});

test('an engine for another processor', async () => {
  const engine = anEngine({ engine: { platform: `linux/${other}` } });
  expect(await examine('', { engine })).toMatchObject({
    status: 'ok',
    found: `The engine is linux/${other} and this machine ${own}: one of them is emulated, which is slow.`,
  });
});

test('an engine that is told to build for another one', async () => {
  const engine = anEngine({ engine: { platform }, image: {} });
  const env = { DOCKER_DEFAULT_PLATFORM: `linux/${other}` };
  expect(await examine('', { engine, env })).toEqual({
    status: 'ok',
    found: `DOCKER_DEFAULT_PLATFORM makes \`docker build\` build for \`linux/${other}\`, and the engine is ${platform}.`,
    remedy: {
      text: 'Take that back in this terminal:',
      command: 'unset DOCKER_DEFAULT_PLATFORM',
    },
  });
});
