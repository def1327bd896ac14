import { expect, test } from 'vitest';
import { parseImageReference } from './image-reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const hub = { registry: 'docker.io', repository: 'library/python' };

test.each([
  ['python', hub],
  ['python:3-alpine', { ...hub, tag: '3-alpine' }],
  ['library/python:3', { ...hub, tag: '3' }],
  ['docker.io/python:3', { ...hub, tag: '3' }],
  ['docker.io/library/python:3', { ...hub, tag: '3' }],
  ['index.docker.io/library/python', hub],
  [`python:3@${digest}`, { ...hub, tag: '3', digest }],
  [`python@${digest}`, { ...hub, digest }],
  ['me/python:3', { registry: 'docker.io', repository: 'me/python', tag: '3' }],
  ['ghcr.io/me/python', { registry: 'ghcr.io', repository: 'me/python' }],
  ['localhost/python', { registry: 'localhost', repository: 'python' }],
  ['host:5000/python:3', { registry: 'host:5000', repository: 'python', tag: '3' }],
  ['Python:3', undefined],
  ['python:', undefined],
  ['python:3:alpine', undefined],
  ['python:3 alpine', undefined],
  ['', undefined],
  ['https://hub.docker.com/_/python', undefined],
])('%s', (text, reference) => {
  expect(parseImageReference(text)).toEqual(reference);
});
