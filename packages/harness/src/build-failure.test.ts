import { expect, test } from 'vitest';
import { explainFailure } from './build-failure.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';

const engine = {} as Engine;
const lost = 'runc did not terminate successfully: exit status 1: container does not exist';

test('a container that the engine loses is no fault of the Dockerfile', () => {
  const message = `process "/bin/sh -c pip install -qr requirements.txt" did not complete successfully: ${lost}`;
  expect(() => explainFailure(engine, message, [])).toThrow(EngineError);
});

test('nor is a full disk, whoever met it', () => {
  const message = 'process "/bin/sh -c true" did not complete successfully: exit code: 1';
  const words = 'runc run failed: write /run/state.json: no space left on device';
  expect(() => explainFailure(engine, message, [words])).toThrow(
    expect.objectContaining({ fault: 'disk' }),
  );
});

test('who asks for a host that grading does not lead to has to change that', () => {
  const message = 'process "/bin/sh -c pip" did not complete successfully: exit code: 1';
  const proxy = "ProxyError('Cannot connect to proxy.', OSError(";
  const refused = `${proxy}'Tunnel connection failed: 403 Forbidden'))`;
  expect(explainFailure(engine, message, [refused])).toEqual({ message, exitCode: 1 });
  expect(() => explainFailure(engine, message, [`${proxy}'timed out'))`])).toThrow(
    expect.objectContaining({ fault: 'network' }),
  );
});

const source = 'failed to resolve source metadata for docker.io/library/python:3.99-alpine';

test.each([
  ['no network', 'dial tcp: lookup registry-1.docker.io on 192.0.2.1:53: no such host'],
  ['an outage', 'unexpected status from HEAD request to https://x/v2/a: 503 Service Unavailable'],
  ['another one', 'received unexpected HTTP status: 500 Internal Server Error'],
  ['too many pulls', 'unexpected status from HEAD request to https://x: 429 Too Many Requests'],
])('nor is a registry that did not answer: %s', (_, words) => {
  expect(() => explainFailure(engine, `${source}: ${words}`, [])).toThrow(
    expect.objectContaining({ fault: 'registry' }),
  );
});

test.each([
  'docker.io/library/python:3.99-alpine: not found',
  'manifest unknown',
  'pull access denied, repository does not exist or may require authorization',
])('where it answered that there is no such image, the name is wrong: %s', (words) => {
  const message = `${source}: ${words}`;
  expect(explainFailure(engine, message, [])).toEqual({ message });
});

test('a command that says so itself is', () => {
  const message = `process "/bin/sh -c echo : ${lost}; false" did not complete successfully: exit code: 1`;
  expect(explainFailure(engine, message, [lost])).toEqual({ message, exitCode: 1 });
});

test.each([
  'rpc error: code = Canceled',
  'no active session for x',
  'toomanyrequests',
  'dial tcp: lookup x on y: pull',
])('nor is %j, where a command says it', (words) => {
  for (const message of [
    `process "/bin/sh -c echo ${words}; false" did not complete successfully: exit code: 1`,
    `The command '/bin/sh -c echo ${words}; false' returned a non-zero code: 1`,
  ]) {
    expect(explainFailure(engine, message, [words])).toEqual({ message, exitCode: 1 });
  }
  expect(() => explainFailure(engine, `failed to solve: ${words}`, [])).toThrow(EngineError);
});
