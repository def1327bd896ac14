import { expect, test } from 'vitest';
import { bundledPackages, bundleMark, refuseBundledBase } from './bundled-base.ts';
import type { Engine } from './engine.ts';

const packages = ['click 8.1.8', 'flask 3.1.1'];

/** An engine with the history of some images. */
function engineWith(histories: Readonly<Record<string, readonly string[]>>): Engine {
  const getImage = (name: string) => ({
    history: () => {
      const history = histories[name];
      if (history === undefined) return Promise.reject(new Error('no such image'));
      return Promise.resolve(history.map((CreatedBy) => ({ CreatedBy, Created: 0, Size: 0 })));
    },
  });
  return { client: { getImage } } as unknown as Engine;
}

const engine = engineWith({
  'node:24-alpine': ['CMD ["node"]'],
  'python:3-alpine': [bundleMark(packages), 'CMD ["python3"]'],
});
const log = ['ERROR: No matching distribution found for requests'];

test('the packages that a bundle put in an image are told by its history', () => {
  expect(bundledPackages(['RUN true', bundleMark(packages)])).toEqual(packages);
  expect(bundledPackages(['RUN true'])).toEqual([]);
});

test('what a bundle lacks is no fault of the Dockerfile', async () => {
  const bases = ['scratch', 'node:24-alpine', 'python:3-alpine'];
  await expect(refuseBundledBase(engine, bases, log)).rejects.toMatchObject({
    fault: 'network',
    message:
      'The build asks for "requests", and the python:3-alpine of the workshop bundle does not have it.',
    help: 'Correct the name; or, where the Python index can be reached, run `pnpm bundle unload` and the same command again.',
  });
});

test.each([
  ['on another image', ['node:24-alpine', 'python:3.13-alpine'], log],
  ['by something else', ['python:3-alpine'], ['SyntaxError: invalid syntax']],
])('what fails %s is', async (_, bases, said) => {
  await expect(refuseBundledBase(engine, bases, said)).resolves.toBeUndefined();
});
