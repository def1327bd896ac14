import { expect, test } from 'vitest';
import { withBuiltInFrontend } from './built-in-frontend.ts';

test.each([
  ['# syntax=docker/dockerfile:1\nFROM x\n', '#\nFROM x\n'],
  ['#syntax = docker.io/docker/dockerfile:1.7\r\n# escape=`\r\nFROM x', '# escape=`\r\n#\nFROM x'],
  ['# escape=`\n# syntax=docker/dockerfile\nFROM x', '# escape=`\n#\nFROM x'],
])('%j', (text, without) => {
  expect(withBuiltInFrontend(text)).toBe(without);
});

test.each([
  'FROM x\n# syntax=docker/dockerfile:1\n',
  '\n# syntax=docker/dockerfile:1\nFROM x\n',
  '# syntax=docker/dockerfile:1-labs\nFROM x\n',
  '# syntax=example.org/docker/dockerfile:1\nFROM x\n',
])('%j stays as it is', (text) => {
  expect(withBuiltInFrontend(text)).toBe(text);
});
