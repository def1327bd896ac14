import type { Instruction } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';

const keywords: readonly string[] = (
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL ' +
  'STOPSIGNAL USER VOLUME WORKDIR'
).split(' ');

export type Slip =
  | 'spelling'
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
const borrowed: ReadonlyMap<string, Meant> = new Map([
  ['CD', { keyword: 'WORKDIR', slip: 'spelling' }],
  ['MKDIR', { keyword: 'WORKDIR', slip: 'spelling' }],
  ['CP', { keyword: 'COPY', slip: 'spelling' }],
  ['PORT', { keyword: 'EXPOSE', slip: 'spelling' }],
  ['COMMAND', { keyword: 'CMD', slip: 'spelling' }],
  ['EXEC', { keyword: 'CMD', slip: 'spelling' }],
  ['START', { keyword: 'CMD', slip: 'spelling' }],
  ['IMAGE', { keyword: 'FROM', slip: 'spelling' }],
  ['PIP', { keyword: 'RUN', slip: 'no-keyword' }],
  ['PIP3', { keyword: 'RUN', slip: 'no-keyword' }],
  ['PYTHON', { keyword: 'CMD', slip: 'no-keyword' }],
  ['PYTHON3', { keyword: 'CMD', slip: 'no-keyword' }],
]);

/** What only one instruction is given. */
const argumentsOf: readonly (readonly [RegExp, keyword: string])[] = [
  [/^\d+(-\d+)?(\/(TCP|UDP))?$/, 'EXPOSE'],
  [/^\[.*\bPIP/, 'RUN'],
  [/^\[\s*["']/, 'CMD'],
  [/^\/[\w./-]*$/, 'WORKDIR'],
  [/^PYTHON:[\w.-]+$/, 'FROM'],
  [/^(\.\/?|(\.\/)?[\w-]+\.(TXT|PY))$/, 'COPY'],
];

/** Found once for each instruction: many ask. */
const found = new WeakMap<Instruction, { readonly meant: Meant | undefined }>();

/** What an instruction was probably meant to be. */
export function meantBy(instruction: Instruction): Meant | undefined {
  const known = found.get(instruction) ?? { meant: keywordMeantBy(instruction.keyword) };
  found.set(instruction, known);
  return known.meant;
}

/** The keyword that a first word, in upper case, was probably meant to be, and what went wrong with it. */
export function keywordMeantBy(word: string): Meant | undefined {
  if (keywords.includes(word)) return { keyword: word };
  const odd = /^([A-Z]+)[^\x21-\x7e]/u.exec(word)?.[1];
  if (odd !== undefined && keywords.includes(odd)) return { keyword: odd, slip: 'odd-space' };
  if (borrowed.has(word)) return borrowed.get(word);
  const whole = /^([A-Z]+)[^A-Z]/.exec(word)?.[1];
  if (whole !== undefined && keywords.includes(whole)) return { keyword: whole, slip: 'no-space' };
  const nearest = keywords
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
  return isSwapped || (keyword.length > 3 && word.startsWith(keyword.charAt(0)));
}
