import { expect, test } from 'vitest';
import { readRoomAddress } from './address.ts';

test.each([
  ['http://192.168.1.20:4700/K7M2QX', undefined, 'http://192.168.1.20:4700', 'K7M2QX'],
  ['192.168.1.20:4700/K7M2QX', undefined, 'http://192.168.1.20:4700', 'K7M2QX'],
  ['192.168.1.20:4700/k7m-2qx/', undefined, 'http://192.168.1.20:4700', 'K7M2QX'],
  ['192.168.1.20:4700', 'K7M2QX', 'http://192.168.1.20:4700', 'K7M2QX'],
  ['lectern.local:4700', 'k7m 2qx', 'http://lectern.local:4700', 'K7M2QX'],
  ['HTTPS://room.example.org/K7M2QX', undefined, 'https://room.example.org', 'K7M2QX'],
  ['[fe80::1]:4700/K7M2QX', undefined, 'http://[fe80::1]:4700', 'K7M2QX'],
])('%s, %s', (text, code, origin, read) => {
  expect(readRoomAddress(text, code)).toEqual({ origin, code: read });
});

test.each([
  ['192.168.1.20:4700', undefined, /^The room wants a code: put it behind the address/],
  ['192.168.1.20:4700/board/x', undefined, /^The room wants a code/],
  ['192.168.1.20:4700', '?', /^`\?` is no code of a room\./],
  ['http://', undefined, /^`http:\/\/` is no address of a room\. Type it as your instructor/],
  ['ftp://a/K7M2QX', undefined, /is no address of a room/],
  ['a b', undefined, /is no address of a room/],
])('not %s, %s', (text, code, message) => {
  expect(() => readRoomAddress(text, code)).toThrow(message);
});
