/**
 * Patterns of `${name#…}`, `${name%…}` and `${name/…/…}`: `*`, `?`, and `\`
 * before one of `*?\`. Brackets are plain text to the builder.
 *
 * Every function here gives `undefined` where the builder refuses the pattern
 * (`\` before another character) or where matching would take too long.
 */
const anyText = Symbol('*');
const anyCharacter = Symbol('?');
type Token = typeof anyText | typeof anyCharacter | string;

/** Steps that are left; a real substitution needs a few hundred. */
export interface MatchAllowance {
  steps: number;
}

/** Bounds the work of hostile substitutions. */
export function matchAllowance(): MatchAllowance {
  return { steps: 200_000 };
}

/** `${name#pattern}`, and `##` where `longest`. */
export function removePrefix(
  pattern: string,
  value: string,
  longest: boolean,
  allowance = matchAllowance(),
): string | undefined {
  return removeStart(readPattern(pattern), value, longest, false, allowance);
}

/** `${name%pattern}`, and `%%` where `longest`. */
export function removeSuffix(
  pattern: string,
  value: string,
  longest: boolean,
  allowance = matchAllowance(),
): string | undefined {
  return removeStart(readPattern(pattern)?.reverse(), value, longest, true, allowance);
}

/** `${name/pattern/replacement}`, and `//` where `all`. Matches are as long as can be. */
export function replaceMatches(
  pattern: string,
  value: string,
  replacement: string,
  all: boolean,
  budget = matchAllowance(),
): string | undefined {
  const tokens = readPattern(pattern);
  if (tokens === undefined || !canRead(value, budget)) return undefined;
  const characters = Array.from(value);
  const result: string[] = [];
  let lastEnd = -1;
  let start = 0;
  while (start <= characters.length && budget.steps >= 0) {
    const end = matchFrom(tokens, characters, start, true, budget);
    // An empty match right behind another one does not count.
    if (end !== undefined && end !== lastEnd) {
      result.push(replacement);
      if (!all) return result.join('') + characters.slice(end).join('');
      lastEnd = end;
      if (end > start) {
        start = end;
        continue;
      }
    }
    result.push(characters[start] ?? '');
    start += 1;
  }
  return budget.steps < 0 ? undefined : result.join('');
}

function readPattern(text: string): Token[] | undefined {
  const characters = Array.from(text);
  const tokens: Token[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== anyText) tokens.push(anyText);
    } else if (character === '?') tokens.push(anyCharacter);
    else if (character === '\\') {
      const next = characters[(index += 1)];
      // `}` and `/` are escaped for the sake of the substitution around the pattern.
      if (next === undefined || !'*?\\}/'.includes(next)) return undefined;
      tokens.push(next);
    } else tokens.push(character);
  }
  return tokens;
}

/** To take a value apart costs as much as to look at all of it once. */
function canRead(value: string, budget: MatchAllowance): boolean {
  budget.steps -= value.length;
  return budget.steps >= 0;
}

function removeStart(
  tokens: readonly Token[] | undefined,
  value: string,
  longest: boolean,
  fromEnd: boolean,
  budget: MatchAllowance,
): string | undefined {
  if (tokens === undefined || !canRead(value, budget)) return undefined;
  const characters = fromEnd ? Array.from(value).reverse() : Array.from(value);
  const end = matchFrom(tokens, characters, 0, longest, budget);
  if (budget.steps < 0) return undefined;
  const rest = characters.slice(end ?? 0);
  return (fromEnd ? rest.reverse() : rest).join('');
}

/** Where a match that starts at `start` ends, the shortest or the longest; `undefined` where none does. */
function matchFrom(
  tokens: readonly Token[],
  characters: readonly string[],
  start: number,
  longest: boolean,
  budget: MatchAllowance,
): number | undefined {
  let reachable: readonly number[] = [start];
  for (const token of tokens) {
    const next =
      token === anyText ? runsFrom(reachable, characters) : stepsFrom(reachable, characters, token);
    budget.steps -= reachable.length + next.length;
    if (budget.steps < 0 || next.length === 0) return undefined;
    reachable = next;
  }
  return longest ? reachable.at(-1) : reachable[0];
}

function stepsFrom(
  starts: readonly number[],
  characters: readonly string[],
  token: Exclude<Token, typeof anyText>,
): number[] {
  const fits = (character: string | undefined): boolean =>
    character !== undefined && (token === anyCharacter ? character !== '\n' : character === token);
  return starts.filter((start) => fits(characters[start])).map((start) => start + 1);
}

/** Every index that `*` leads to, in ascending order; it does not go over a line's end. */
function runsFrom(starts: readonly number[], characters: readonly string[]): number[] {
  const ends: number[] = [];
  for (const start of starts) {
    const first = Math.max(start, (ends.at(-1) ?? -1) + 1);
    for (let index = first; index <= characters.length; index += 1) {
      ends.push(index);
      if (characters[index] === '\n') break;
    }
  }
  return ends;
}
