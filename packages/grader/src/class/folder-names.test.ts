import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderNamesOf } from './folder-names.ts';

const folderOf = (name: string) => folderNamesOf([name]).get(name);

test.each(['ada', 'Ada-Lovelace_2', '0123', 'a.b', 'x'.repeat(80), '_', 'a-', 'console'])(
  '%j stays',
  (name) => {
    expect(folderOf(name)).toBe(name);
  },
);

test.each([
  ['Ada Lovelace', 'Ada-Lovelace-6e7b9474'],
  ['José Núñez', 'Jose-Nunez-'],
  ['../../etc/passwd', 'etc-passwd-'],
  ['.', ''],
  ['..', ''],
  ['', ''],
  ['.git', 'git-'],
  ['-rf', 'rf-'],
  ['con', 'con-'],
  ['NUL.txt', 'NUL-txt-'],
  ['a.', 'a-'],
  ['李雷', ''],
  ['\ud800', ''],
  ['a\u0000\n\u202eb', 'a-b-'],
  ['x'.repeat(81), `${'x'.repeat(71)}-`],
])('%j becomes %s…', (name, beginning) => {
  expect(folderOf(name)).toMatch(new RegExp(`^${beginning}[0-9a-f]{0,8}$`));
});

test('capitals do not tell two learners apart', () => {
  const names = folderNamesOf(['ada', 'Ada', 'ADA', 'ada']);
  expect([...names.keys()]).toEqual(['ADA', 'Ada', 'ada']);
  expect(names.get('ADA')).toBe('ADA');
  expect(names.get('ada')).toMatch(/^ada-[0-9a-f]{8}$/);
});

test('nobody takes a name that was made for another', () => {
  const made = folderOf('a b') ?? '';
  const names = folderNamesOf(['a b', made]);
  expect(new Set(names.values()).size).toBe(2);
});

test('any class', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('a', 'A', '.', '-', ' ', '\ud800', '\udc00'), maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(name), (names) => {
      const folders = folderNamesOf(names);
      const values = [...folders.values()];
      expect(new Set(values.map((each) => each.toLowerCase())).size).toBe(new Set(names).size);
      for (const each of values) expect(each).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/);
      expect(folderNamesOf(names.toReversed())).toEqual(folders);
    }),
  );
});
