import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from '@kit/verify';
import { expect, test } from 'vitest';
import { nameInBundle, wantedImages } from './wanted-images.ts';

test('what the finished Dockerfiles begin with, and the packages of the apps', async () => {
  const file = path.join(repository, 'apps/python-server/requirements.txt');
  const python = {
    reference: 'python:3-alpine',
    requirements: [readFileSync(file, 'utf8')],
  };
  const node = { reference: 'node:24-alpine', requirements: [] };
  expect(await wantedImages(['containerize-python'])).toEqual([python]);
  expect(await wantedImages(['multi-stage-node', 'containerize-python'])).toEqual([node, python]);
});

test('a workshop that there is none of', async () => {
  await expect(wantedImages(['containerise-python'])).rejects.toThrow(
    'There is no workshop `containerise-python`.',
  );
});

test('by its tag, which engines fill in', () => {
  expect(nameInBundle('python')).toBe('python:latest');
  expect(nameInBundle('python:3')).toBe('python:3');
  expect(() => nameInBundle(`python:3@sha256:${'0'.repeat(64)}`)).toThrow(
    'is pinned to a digest, and an image of a bundle is found by its tag alone.',
  );
});
