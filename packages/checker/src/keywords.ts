import type { Instruction } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';

const keywords: readonly string[] = (
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL ' +
  'STOPSIGNAL USER VOLUME WORKDIR'
).split(' ');

export type Slip =
  | 'spelling'
  /** One name in two words: `WORK DIR`. */
  | 'two-words'
  | 'no-space'
  | 'odd-space'
  /** The line is a command, without `RUN` or `CMD` before it. */
  | 'no-keyword'
  /** The line is what belongs behind the keyword. */
  | 'argument-alone';

export interface Meant {
  readonly keyword: string;
  /** Absent where nothing is wrong with the word. */
  readonly slip?: Slip;
}

// Words of other tools, where people mean one of Docker's.
const borrowed: readonly (readonly [keyword: string, slip: Slip, words: string])[] = [
  ['FROM', 'spelling', 'IMAGE BASE IMPORT USE'],
  ['WORKDIR', 'spelling', 'CD MKDIR CHDIR CWD DIR DIRECTORY WORKINGDIR WORKINGDIRECTORY'],
  ['COPY', 'spelling', 'CP MV MOVE'],
  ['EXPOSE', 'spelling', 'PORT PORTS LISTEN PUBLISH'],
  ['ENV', 'spelling', 'ENVIRONMENT'],
  ['CMD', 'spelling', 'COMMAND EXEC START'],
  ['RUN', 'no-keyword', 'PIP PIP3'],
  ['CMD', 'no-keyword', 'PYTHON PYTHON3'],
];
const meantByBorrowed: ReadonlyMap<string, Meant> = new Map(
  borrowed.flatMap(([keyword, slip, words]) =>
    words.split(' ').map((word) => [word, { keyword, slip }] as const),
  ),
);

/** What only one instruction is given. */
const argumentsOf: readonly (readonly [RegExp, keyword: string])[] = [
  [/^\d+(-\d+)?(\/(TCP|UDP))?$/, 'EXPOSE'],
  [/^\[.*\bPIP/, 'RUN'],
  [/^\[\s*["']/, 'CMD'],
  [/^\/\w[\w./-]*$/, 'WORKDIR'],
  [/^PYTHON:[\w.-]+$/, 'FROM'],
  [/^(\.\/?|(\.\/)?[\w-]+\.(TXT|PY))$/, 'COPY'],
];

/** Found once for each instruction: many ask. */
const found = new WeakMap<Instruction, { readonly meant: Meant | undefined }>();

/** What an instruction was probably meant to be. */
export function meantBy(instruction: Instruction): Meant | undefined {
  const known = found.get(instruction) ?? {
    meant: ofLine(instruction) ?? twoWords(instruction) ?? keywordMeantBy(instruction.keyword),
  };
  found.set(instruction, known);
  return known.meant;
}

/** A line whose first word alone would mislead: what follows says what it is. */
function ofLine({ keyword, argument }: Instruction): Meant | undefined {
  if (keywords.includes(keyword)) return undefined;
  const owner = lines.find(([pattern]) => pattern.test(`${keyword} ${argument.text}`));
  if (owner === undefined) return undefined;
  return { keyword: owner[1], slip: keyword.startsWith('--') ? 'argument-alone' : 'no-keyword' };
}

/** What only one instruction is given: commands of a build, and flags. */
const lines: readonly (readonly [RegExp, keyword: string])[] = [
  [/^(?:PYTHON[\d.]*|\/\S*\/PYTHON[\d.]*) -M (?:PIP|VENV|ENSUREPIP)\b/i, 'RUN'],
  [/^\/\S*\/PIP[\d.]* /i, 'RUN'],
  [/^(?:CD|MKDIR) .*&&.*\bPIP/i, 'RUN'],
  [/^--MOUNT=/i, 'RUN'],
  [/^--(?:FROM|CHOWN|CHMOD|EXCLUDE)=|^--(?:LINK|PARENTS) /i, 'COPY'],
];

function twoWords({ keyword, argument }: Instruction): Meant | undefined {
  if (keywords.includes(keyword)) return undefined;
  const [next = ''] = argument.text.split(/\s/, 1);
  const whole = `${keyword}${next.toUpperCase()}`;
  const meant = keywords.includes(whole) ? whole : meantByBorrowed.get(whole)?.keyword;
  return meant === undefined ? undefined : { keyword: meant, slip: 'two-words' };
}

/** The keyword that a first word, in upper case, was probably meant to be, and what went wrong with it. */
export function keywordMeantBy(word: string): Meant | undefined {
  if (keywords.includes(word)) return { keyword: word };
  const odd = /^([A-Z]+)[^\x21-\x7e]/u.exec(word)?.[1];
  if (odd !== undefined && keywords.includes(odd)) return { keyword: odd, slip: 'odd-space' };
  const known = meantByBorrowed.get(word);
  if (known !== undefined) return known;
  const whole = /^([A-Z]+)[^A-Z]/.exec(word)?.[1];
  if (whole !== undefined && keywords.includes(whole)) return { keyword: whole, slip: 'no-space' };
  const nearest = keywords
    .filter((keyword) => Math.abs(keyword.length - word.length) <= 2)
    .map((keyword) => ({ keyword, steps: distance(word, keyword) }))
    .filter(({ keyword, steps }) => steps <= 2 && (steps < 2 || isNearEnough(word, keyword)))
    .sort((a, b) => a.steps - b.steps)[0];
  if (nearest !== undefined) return { keyword: nearest.keyword, slip: 'spelling' };
  const beginning = keywords.find((keyword) => word.length > 2 && keyword.startsWith(word));
  if (beginning !== undefined) return { keyword: beginning, slip: 'spelling' };
  const glued = keywords.find((keyword) => word.startsWith(keyword));
  if (glued !== undefined) return { keyword: glued, slip: 'no-space' };
  const owner = argumentsOf.find(([pattern]) => pattern.test(word))?.[1];
  return owner === undefined ? undefined : { keyword: owner, slip: 'argument-alone' };
}

/** Two changes make many words of others; swapped letters count, and longer words that begin alike. */
function isNearEnough(word: string, keyword: string): boolean {
  const isSwapped = [...word].sort().join('') === [...keyword].sort().join('');
  return (
    isSwapped || (Math.min(word.length, keyword.length) > 3 && word.startsWith(keyword.charAt(0)))
  );
}
