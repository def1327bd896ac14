import { expect, test } from 'vitest';
import { isInstant } from './instant.ts';

test.each([
  '2026-11-01T23:59:00Z',
  '2026-11-01T23:59Z',
  '2026-11-01T23:59:59.123+01:00',
  '2026-11-01T23:59:59-0330',
  '2028-02-29T00:00:00z',
  '2000-02-29T00:00:00Z',
])('%s is a moment', (text) => {
  expect(isInstant(text)).toBe(true);
  expect(Date.parse(text)).not.toBeNaN();
});

test.each([
  ['', 'nothing'],
  ['2026-11-01', 'a day'],
  ['2026-11-01T23:59:00', 'no time zone'],
  ['2026-11-01 23:59:00Z', 'a space in the place of T'],
  ['2026-02-29T00:00:00Z', 'no leap year'],
  ['1900-02-29T00:00:00Z', 'nor a century'],
  ['2026-13-01T00:00:00Z', 'no such month'],
  ['2026-00-01T00:00:00Z', 'no such month'],
  ['2026-04-31T00:00:00Z', 'no such day'],
  ['2026-04-00T00:00:00Z', 'no such day'],
  ['2026-04-01T24:00:00Z', 'no such hour'],
  ['2026-04-01T00:60:00Z', 'no such minute'],
  ['2026-04-01T00:00:00+24:00', 'no such time zone'],
  ['1 November 2026 23:59 GMT', 'another way to write it'],
  ['2026-11-01T23:59:00Z\n', 'more than it'],
])('%j is none: %s', (text) => {
  expect(isInstant(text)).toBe(false);
});
