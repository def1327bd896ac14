import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formats } from './formats/index.ts';
import { usage } from './options.ts';

const docs = path.join(import.meta.dirname, '../../../docs');
const read = (file: string) => readFileSync(path.join(docs, file), 'utf8');
const pages = [
  'grading.md',
  ...readdirSync(path.join(docs, 'recipes')).map((file) => `recipes/${file}`),
];
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/^```(\w+)\n([^]*?)^```$/gm)].map(
    ([, language = '', text = ''], index) => ({ page, index, language, text }),
  ),
);
const inLanguage = (...languages: readonly string[]) =>
  blocks.filter(({ language }) => languages.includes(language));

test('the table names every format with its file', () => {
  const rows = [...read('grading.md').matchAll(/^\| `([\w-]+)` +\| `([\w.-]+)` /gm)];
  expect(rows.map(([, name, file]) => [name, file])).toEqual(
    formats.map(({ name, file }) => [name, file]),
  );
});

test.each(inLanguage('yaml'))('$page, block $index: lines of a script are text', ({ text }) => {
  const scripts: unknown[] = [];
  parse(text, (key, value: unknown) => {
    if (key === 'script' || key === 'run') scripts.push(value);
    return value;
  });
  for (const line of scripts.flat()) expect(line).toBeTypeOf('string');
});

test.each(inLanguage('json'))('$page, block $index: is JSON', ({ text }) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test.each(inLanguage('sh', 'bash'))('$page, block $index: is shell', ({ text }) => {
  expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('');
});

test('the options of `pnpm grade` are those that it knows', () => {
  const known = new Set(usage([]).match(/--[a-z-]+/g));
  const commands = pages.flatMap(
    (page) => read(page).match(/pnpm(?:@12)? grade (?:.|\\\n)*/g) ?? [],
  );
  const used = new Set(commands.flatMap((command) => command.match(/(?<= )--[a-z-]+/g) ?? []));
  expect([...used].filter((option) => !known.has(option))).toEqual([]);
  expect(used.size).toBeGreaterThan(4);
});

test('links lead somewhere', () => {
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\((?!https:)([^)]+)\)/g)) {
      const [file = '', heading] = target.split('#');
      const text = read(path.join(path.dirname(page), file));
      const slugs = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replaceAll(' ', '-'),
      );
      if (heading !== undefined) expect(slugs).toContain(heading);
    }
  }
});
