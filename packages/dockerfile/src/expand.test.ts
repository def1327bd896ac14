import { describe, expect, test } from 'vitest';
import type { ExpandOptions } from './expand.ts';
import { expandAllowance, expandWord, expandWords } from './expand.ts';

const variables: Readonly<Record<string, string>> = {
  HOME: '/root',
  EMPTY: '',
  LIST: 'a  b',
  FILE: 'dir/app.tar.gz',
  名: 'name',
};
const lookup = (name: string): string | undefined => variables[name];

function expand(text: string, options?: ExpandOptions): string {
  const result = expandWord(text, lookup, options);
  return result.error === undefined ? result.value : `error: ${result.error}`;
}

describe('one word', () => {
  test.for<[text: string, value: string]>([
    ['plain', 'plain'],
    ['$HOME/app', '/root/app'],
    ['${HOME}app', '/rootapp'],
    ['$UNSET.', '.'],
    ['$HOME$EMPTY$UNSET', '/root'],
    ['$名x', ''],
    ['${名}x', 'namex'],
    ['$1x $@x $', 'x x $'],
    ['\\$HOME', '$HOME'],
    ['"$HOME"', '/root'],
    ["'$HOME'", '$HOME'],
    ['"\'$HOME\'"', "'/root'"],
    ['a\\ b\\', 'a b'],
    ['"a\\b\\"\\\\"', 'a\\b"\\'],
    ['a  b', 'a  b'],
    ['${UNSET:-x}', 'x'],
    ['${EMPTY:-x}${EMPTY-y}', 'x'],
    ['${UNSET-x}', 'x'],
    ['${HOME:+x}${EMPTY:+y}${EMPTY+z}', 'xz'],
    ['${UNSET:-${HOME:-y}/"$LIST"}', '/root/a  b'],
    ['${HOME:?x}', '/root'],
    ['${FILE#*/}', 'app.tar.gz'],
    ['${FILE##*a}', 'r.gz'],
    ['${FILE%.*}', 'dir/app.tar'],
    ['${FILE%%.*}', 'dir/app'],
    ['${FILE%x}', 'dir/app.tar.gz'],
    ['${FILE#d?r}', '/app.tar.gz'],
    ['${FILE/./-}', 'dir/app-tar.gz'],
    ['${FILE//./-}', 'dir/app-tar-gz'],
    ['${FILE/\\//:}', 'dir:app.tar.gz'],
    ['${FILE//a*r/X}', 'dir/X.gz'],
    ['${UNSET/a/b}', ''],
    ['${UNSET', 'error: `}` is missing'],
    ['${UNSET:-a', 'error: `}` is missing'],
    ['${}', 'error: no variable name stands after `${`'],
    ['${HOME=x}', 'error: `=` is no modifier that the builder knows'],
    ['${HOME:#x}', 'error: `:#` is no modifier that the builder knows'],
    ['${.}', 'error: `.` is no modifier that the builder knows'],
    ['${UNSET:?}', 'error: UNSET: is not allowed to be unset'],
    ['${EMPTY:?}', 'error: EMPTY: is not allowed to be empty'],
    ['${EMPTY?}', ''],
    ['${UNSET?set it to $HOME}', 'error: UNSET: set it to /root'],
    ["it's", 'error: a single quote is never closed'],
    ['"open', 'error: a double quote is never closed'],
    ['${HOME#\\x}', 'error: `\\x` is no pattern that the builder can match'],
  ])('%s', ([text, value]) => {
    expect(expand(text)).toBe(value);
  });

  test.for<[text: string, options: ExpandOptions, value: string]>([
    ['C:\\a`$b', { escapeCharacter: '`' }, 'C:\\a$b'],
    ['"$HOME" it\'s', { ignoreQuotes: true }, '"/root" it\'s'],
    ['"a" \'b\'', { keepQuotes: true }, '"a" \'b\''],
    ['a\\ b', { keepEscapes: true }, 'a\\ b'],
    ['$UNSET ${UNSET:-a} $HOME', { keepUndefined: true }, '$UNSET ${UNSET:-a} /root'],
  ])('%s with %o', ([text, options, value]) => {
    expect(expand(text, options)).toBe(value);
  });

  test('tells which names it met', () => {
    expect(expandWord('$HOME $HOME ${A:-$B} ${EMPTY:+$C}', lookup)).toEqual({
      value: '/root /root  ',
      matchedNames: ['HOME', 'EMPTY'],
      undefinedNames: ['B', 'A', 'C'],
    });
  });

  test.for<[what: string, text: string, value: string, error: string]>([
    ['growth', '$A$A$A', 'x'.repeat(10_000), 'it expands to more than 16383 characters'],
    ['depth', '${B:-'.repeat(5000), '', 'it is nested too deeply'],
    [
      'patterns',
      '${A//*a*b*c*d*e/x}',
      'abcd'.repeat(10_000),
      '`*a*b*c*d*e` is no pattern that the builder can match',
    ],
  ])('bounds %s', ([, text, value, error]) => {
    expect(expandWord(text, (name) => (name === 'A' ? value : undefined))).toEqual({ error });
  });
});

test('what all expansions of a file grow to together is bounded', () => {
  const options = { allowance: expandAllowance() };
  const long = (name: string) => (name === 'A' ? '80 '.repeat(4_000) : undefined);
  const grown = Array.from({ length: 30 }, () => expandWords('$A', long, options));
  const error = 'with all before it, it expands to too much';
  expect(grown.filter((each) => each.error === undefined).length).toBe(21);
  expect(grown.at(-1)).toEqual({ error });
  expect(expandWord('a$A', long, options)).toEqual({ error });
  expect(expandWord('"$B"c', long, options)).toMatchObject({ value: 'c' });
});

describe('several words', () => {
  test.for<[text: string, words: readonly string[] | string]>([
    ['80', ['80']],
    ['$LIST', ['a', 'b']],
    ['x$LIST', ['xa', 'b']],
    ['"$LIST"', ['a  b']],
    ['a\\ b c', ['a b', 'c']],
    ['$UNSET', []],
    ['""', []],
    ['${UNSET:-80 81}/tcp', ['80', '81/tcp']],
    ['${UNSET', 'error: `}` is missing'],
  ])('%s', ([text, words]) => {
    const result = expandWords(text, lookup);
    expect(result.error === undefined ? result.words : `error: ${result.error}`).toEqual(words);
  });
});
