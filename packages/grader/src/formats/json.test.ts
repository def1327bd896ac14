import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hostileClass } from './hostile-class.ts';
import { json, jsonText } from './json.ts';
import { renderClass } from './render-class.ts';
import { sampleClass } from './samples.ts';

test('the class as it is, but for what no text can hold', () => {
  const read: unknown = JSON.parse(renderClass(json));
  const wellFormed = JSON.stringify(sampleClass).replaceAll(String.raw`\ud800`, '\ufffd');
  expect(read).toEqual(JSON.parse(wellFormed));
});

test('an entry begins with what the contract names, and ends with the report', () => {
  const { schema, submissions } = JSON.parse(renderClass(json)) as typeof sampleClass;
  expect(schema).toBe('workshop/class/v1');
  expect(
    submissions
      .map((entry) => Object.keys(entry))
      .map((keys) => [...keys.slice(0, 4), keys.at(-1)]),
  ).toEqual(submissions.map(() => ['name', 'outcome', 'score', 'maxScore', 'report']));
});

test('a surrogate by itself becomes U+FFFD, also in a name of a field; an escaped backslash does not deceive it', () => {
  const value = { 'a\udc00': '\ud800', b: '💥', c: String.raw`\ud800`, d: '\\\ud800\\' };
  expect(JSON.parse(jsonText(value))).toEqual({
    'a\ufffd': '\ufffd',
    b: '💥',
    c: String.raw`\ud800`,
    d: '\\\ufffd\\',
  });
});

test('any class: nothing in it steers a terminal, and UTF-8 holds it', () => {
  fc.assert(
    fc.property(hostileClass, (report) => {
      const text = renderClass(json, report);
      expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Cs}/u);
      // It escapes those surrogates alone that stand by themselves.
      expect(JSON.stringify(JSON.parse(text))).not.toMatch(/\\ud/);
      expect(JSON.parse(text)).toMatchObject({ schema: 'workshop/class/v1' });
    }),
  );
});
