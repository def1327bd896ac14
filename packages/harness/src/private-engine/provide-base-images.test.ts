import { expect, test } from 'vitest';
import { isNamed } from './provide-base-images.ts';

const node = { reference: 'node:24-alpine' };

test.each([
  ['node:24-alpine AS build', true],
  ['docker.io/library/node:24-alpine', true],
  ['node:$TAG', true],
  ['BASE=node:24-alpine', true],
  ['node', true],
  ['python:3-alpine', false],
  ['nodejs:24', false],
  ['scratch', false],
])('%j names it: %s', (text, named) => {
  expect(isNamed(node, [text])).toBe(named);
});
