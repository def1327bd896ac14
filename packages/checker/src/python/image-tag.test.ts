import { expect, test } from 'vitest';
import { readPythonTag } from './image-tag.ts';

const three =
  '3 3.13 3.13.1 3-alpine 3.12-alpine3.20 3.14-rc 3.14-rc-alpine 3.14.0a1 3.15.0b2-slim 3-slim ' +
  '3.12-slim-bookworm 3-bookworm latest alpine alpine3.20 slim slim-trixie trixie rc rc-alpine ' +
  '3-windowsservercore-ltsc2022';
test.each(three.split(' '))('%s is Python 3', (tag) => {
  expect(readPythonTag(tag)).toEqual({ kind: 'version', major: 3 });
});

test.each(['2', '2.7', '2-alpine', '2.7.18-slim-buster'])('%s is Python 2', (tag) => {
  expect(readPythonTag(tag)).toEqual({ kind: 'version', major: 2 });
});

test.each([
  ['3-alpin', '3-alpine'],
  ['3alpine', '3-alpine'],
  ['3.alpine', '3-alpine'],
  ['3_alpine', '3-alpine'],
  ['3-Alpine', '3-alpine'],
  ['3.12-alpne', '3.12-alpine'],
  ['3-slm', '3-slim'],
  ['lates', 'latest'],
  ['alpne', 'alpine'],
  ['v3', '3'],
  ['python3.13', '3.13'],
  ['three', '3'],
  ['3.x', '3'],
  ['3.13-alpine-slim', '3.13-alpine'],
  ['3-bookworm-slim', '3-slim-bookworm'],
  ['buster-slim', '3-slim-buster'],
  ['alpine-3.12', '3.12-alpine'],
  ['latest-alpine', '3-alpine'],
  ['lts', '3'],
  ['3-ubuntu', '3'],
])('%s is nearly %s', (tag, meant) => {
  expect(readPythonTag(tag)).toEqual({ kind: 'nearly', tag: meant });
});

test.each(['3-somebody', 'nightly', 'main', '3-alpine-onbuild'])('%s tells nothing', (tag) => {
  expect(readPythonTag(tag)).toEqual({ kind: 'unknown' });
});
