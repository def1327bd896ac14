/** Patterns of `${name#…}`, `${name%…}` and `${name/…/…}`: `*`, `?` and `\` before one of `*?\`. No brackets. */
export type GlobPattern = readonly GlobToken[];

const anyText = Symbol('*');
const anyCharacter = Symbol('?');
type GlobToken = typeof anyText | typeof anyCharacter | string;

/** Bounds the work of one match on hostile input; real patterns need a few hundred steps. */
const maximumSteps = 200_000;

/**
 * @throws SyntaxError where a backslash stands before another character, as the builder refuses it.
 */
export function readGlobPattern(text: string): GlobPattern {
  const characters = Array.from(text);
  const tokens: GlobToken[] = [];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== anyText) tokens.push(anyText);
    } else if (character === '?') tokens.push(anyCharacter);
    else if (character === '\\') {
      const next = characters[(index += 1)];
      // `}` and `/` are escaped for the sake of the substitution around the pattern.
      if (next === undefined || !'*?\\}/'.includes(next)) {
        throw new SyntaxError(`invalid escape \`\\${next ?? ''}\``);
      }
      tokens.push(next);
    } else tokens.push(character);
  }
  return tokens;
}

/** `${name#pattern}`, and `##` where `longest`. */
export function removePrefix(pattern: GlobPattern, value: string, longest: boolean): string {
  const characters = Array.from(value);
  const end = matchFrom(pattern, characters, 0, longest);
  return end === undefined ? value : characters.slice(end).join('');
}

/** `${name%pattern}`, and `%%` where `longest`. */
export function removeSuffix(pattern: GlobPattern, value: string, longest: boolean): string {
  const reversed = Array.from(value).reverse();
  const end = matchFrom(pattern.toReversed(), reversed, 0, longest);
  return end === undefined ? value : reversed.slice(end).reverse().join('');
}

/** `${name/pattern/replacement}`, and `//` where `all`. Matches are as long as can be. */
export function replaceMatches(
  pattern: GlobPattern,
  value: string,
  replacement: string,
  all: boolean,
): string {
  const characters = Array.from(value);
  const budget = { steps: maximumSteps };
  const result: string[] = [];
  let lastEnd = -1;
  let start = 0;
  while (start <= characters.length) {
    const end = matchFrom(pattern, characters, start, true, budget);
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
  return result.join('');
}

/**
 * Where a match that starts at `start` ends: the shortest or the longest.
 * @throws RangeError where it takes too many steps.
 */
function matchFrom(
  pattern: GlobPattern,
  characters: readonly string[],
  start: number,
  longest: boolean,
  budget = { steps: maximumSteps },
): number | undefined {
  let reachable: readonly number[] = [start];
  for (const token of pattern) {
    const next = token === anyText ? runsFrom(reachable, characters) : [];
    if (token !== anyText) {
      for (const index of reachable) {
        const character = characters[index];
        if (character === undefined) continue;
        if (token === anyCharacter ? character !== '\n' : character === token) next.push(index + 1);
      }
    }
    budget.steps -= reachable.length + next.length;
    if (budget.steps < 0) throw new RangeError('the pattern takes too long to match');
    if (next.length === 0) return undefined;
    reachable = next;
  }
  return longest ? reachable.at(-1) : reachable[0];
}

/** Every index that `*` leads to, in ascending order; it does not go over a line's end. */
function runsFrom(starts: readonly number[], characters: readonly string[]): number[] {
  const ends: number[] = [];
  for (const start of starts) {
    for (
      let index = Math.max(start, (ends.at(-1) ?? -1) + 1);
      index <= characters.length;
      index += 1
    ) {
      ends.push(index);
      if (characters[index] === '\n') break;
    }
  }
  return ends;
}
