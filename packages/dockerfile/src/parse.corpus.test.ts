import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Instruction } from './ast.ts';
import { parseDockerfile } from './parse.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpora/buildkit-parser');

/** Problems that BuildKit's parser itself raises; its other checks come after the tree is made. */
const ofTheParser = new Set(['no-instructions', 'missing-value', 'missing-equals', 'not-strings']);

describe.skipIf(!existsSync(corpus))('the parser cases of BuildKit', () => {
  const folders = (kind: string) => (existsSync(corpus) ? readdirSync(join(corpus, kind)) : []);
  const read = (...path: readonly string[]) => readFileSync(join(corpus, ...path), 'utf8');

  test.for(folders('accepted'))('%s gives the same tree', (name) => {
    const dockerfile = parseDockerfile(read('accepted', name, 'Dockerfile'));
    const tree = dockerfile.instructions.map((each) => `(${dump(each)})\n`).join('');
    expect(tree).toBe(read('accepted', name, 'result'));
    expect(dockerfile.errors.filter(({ code }) => ofTheParser.has(code))).toEqual([]);
  });

  test.for(folders('rejected'))('%s is refused', (name) => {
    const { errors } = parseDockerfile(read('rejected', name, 'Dockerfile'));
    expect(errors.map(({ code }) => code)).not.toEqual([]);
  });
});

/** An instruction as BuildKit dumps its tree: `(copy ["--from=a"] "x" "/")`. */
function dump({ keyword, flags, words, pairs, trigger }: Instruction): string {
  const name = keyword.toLowerCase();
  const shown = flags.map((flag) =>
    goQuote(flag.value === undefined ? `--${flag.name}` : `--${flag.name}=${flag.value}`),
  );
  const head = shown.length > 0 ? `${name} [${shown.join(' ')}]` : name;
  if (trigger !== undefined) return `${head} (${dump(trigger)})`;
  if (name === 'env' || name === 'label') {
    const separator = words[0]?.text.includes('=') === true ? '=' : '';
    const parts = pairs.flatMap((pair) => [pair.name.text, pair.value?.text ?? '', separator]);
    return [head, ...parts.map(goQuote)].join(' ');
  }
  return [head, ...words.map(({ text }) => goQuote(text))].join(' ');
}

/** Go's `strconv.Quote`. */
function goQuote(text: string): string {
  return JSON.stringify(text).replace(/\\u00(0[0-9a-f]|1[0-9a-f])/g, '\\x$1');
}
