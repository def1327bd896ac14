import { expect, test } from 'vitest';
import { browserCommand } from './open-in-browser.ts';

const url = 'http://127.0.0.1:8000';

test.each([
  ['darwin', {}, ['open', url]],
  ['win32', {}, ['cmd', '/c', 'start', '""', url]],
  ['linux', { DISPLAY: ':0' }, ['xdg-open', url]],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open', url]],
  ['linux', {}, undefined],
  ['freebsd', { DISPLAY: '' }, undefined],
] as const)('%s with %j', (platform, env, command) => {
  expect(browserCommand(url, platform, env)).toEqual(command);
});
