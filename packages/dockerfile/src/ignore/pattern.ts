import type { Budget } from '../files/budget.ts';

/** One thing a pattern asks for; positions are those of the path's characters. */
type Token =
  | { readonly kind: 'character'; readonly character: string }
  /** `?` */
  | { readonly kind: 'any' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly Interval[] }
  /** `*`: any number of characters, no slash. */
  | { readonly kind: 'star' }
  /** `**` or `**`+`/` before something: nothing, or any folders with the slash behind them. */
  | { readonly kind: 'folders' }
  /** `**` at the end: everything. */
  | { readonly kind: 'rest' }
  /** `^` beside wildcards: the beginning of the path. */
  | { readonly kind: 'start' }
  /** What no path can have. */
  | { readonly kind: 'nothing' };

interface Interval {
  readonly from: string;
  readonly to: string;
}

/** A line of `.dockerignore`, or a value of `--exclude`. */
export interface Pattern {
  /** `!`: takes files back in. */
  readonly exception: boolean;
  /** Cleaned, without the `!`. */
  readonly text: string;
  /** It has no wildcards: only `text` itself matches. */
  readonly isLiteral: boolean;
  /** @throws BudgetSpent */
  readonly matches: (path: string, budget: Budget) => boolean;
}

/**
 * @param text cleaned: no spaces around it, no `.` and `..` parts, no slash at its end.
 * @returns undefined for a pattern that the builder refuses.
 */
export function readPattern(text: string): Pattern | undefined {
  const exception = text.startsWith('!');
  const body = exception ? text.slice(1) : text;
  if (body === '' || !isWellFormed(body)) return undefined;
  if (!wildcard.test(body)) {
    return { exception, text: body, isLiteral: true, matches: (path) => path === body };
  }
  return { exception, text: body, isLiteral: false, matches: matcherOf(body) };
}

const wildcard = /[*?[\]\\]/;

function matcherOf(body: string): Pattern['matches'] {
  const head = body.endsWith('**') ? body.slice(0, -2) : '';
  if (head !== '' && !wildcard.test(head)) return (path) => path.startsWith(head);
  const rest = body.startsWith('**') ? body.slice(2) : '';
  if (rest !== '' && !wildcard.test(rest)) {
    // Patterns like `**/__pycache__` and `**.log`.
    return (path) => path.endsWith(rest) || (rest.startsWith('/') && path === rest.slice(1));
  }
  const tokens = tokensOf(body);
  const least = tokens.filter(({ kind }) => /^(?:character|any|class)$/.test(kind)).length;
  const texts = textsOf(tokens);
  return (path, budget) =>
    path.length >= least && hasInTurn(path, texts, budget) && matchesTokens(tokens, path, budget);
}

/** What stands between the wildcards: by it most paths are told without any matching. */
function textsOf(tokens: readonly Token[]): readonly string[] {
  const joined = tokens.map((token) => (token.kind === 'character' ? token.character : '\0'));
  return joined
    .join('')
    .split(/\0+/)
    .filter((text) => text !== '');
}

function hasInTurn(path: string, texts: readonly string[], budget: Budget): boolean {
  let end = 0;
  return texts.every((text) => {
    budget.spendSteps(8 + path.length / 8);
    const start = path.indexOf(text, end);
    end = start + text.length;
    return start >= 0;
  });
}

/** Go's `filepath.Match` decides what a builder takes as a pattern. */
function isWellFormed(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '\\') index += 1;
    else if (text[index] === '[') {
      const end = readClass(text, index)?.end;
      if (end === undefined) return false;
      index = end - 1;
    }
    if (index >= text.length) return false;
  }
  return true;
}

/** `[a-z]`, from its `[`. */
function readClass(
  text: string,
  start: number,
):
  | { readonly negated: boolean; readonly ranges: readonly Interval[]; readonly end: number }
  | undefined {
  let index = start + 1;
  const negated = text[index] === '^';
  if (negated) index += 1;
  const ranges: Interval[] = [];
  const readOne = (): string | undefined => {
    if (text[index] === '\\') index += 1;
    const character = text[index];
    if (character === undefined) return undefined;
    index += 1;
    return character;
  };
  while (text[index] !== ']' || ranges.length === 0) {
    if (text[index] === '-' || text[index] === ']') return undefined;
    const from = readOne();
    if (from === undefined) return undefined;
    let to: string | undefined = from;
    if (text[index] === '-') {
      index += 1;
      if (text[index] === ']' || text[index] === '-') return undefined;
      to = readOne();
    }
    if (to === undefined) return undefined;
    ranges.push({ from, to });
  }
  return { negated, ranges, end: index + 1 };
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '*' && text[index + 1] === '*') {
      index += text[index + 2] === '/' ? 2 : 1;
      tokens.push({ kind: index + 1 >= text.length ? 'rest' : 'folders' });
    } else if (character === '*') tokens.push({ kind: 'star' });
    else if (character === '?') tokens.push({ kind: 'any' });
    else if (character === '[') {
      const read = readClass(text, index);
      if (read === undefined) return [{ kind: 'nothing' }];
      tokens.push({ kind: 'class', negated: read.negated, ranges: read.ranges });
      index = read.end - 1;
    } else if (character === '^') tokens.push({ kind: 'start' });
    else if (character === '\\') {
      index += 1;
      tokens.push({ kind: 'character', character: text[index] ?? '\\' });
    } else tokens.push({ kind: 'character', character });
  }
  return tokens;
}

/** Follows every place a match can have come to at once: no backtracking, whatever the pattern. */
function matchesTokens(tokens: readonly Token[], path: string, budget: Budget): boolean {
  let places = [0];
  for (const token of tokens) {
    places = advance(token, places, path);
    budget.spendSteps(4 + 4 * (token.kind === 'folders' ? path.length : places.length));
    if (places.length === 0) return false;
  }
  return places.at(-1) === path.length;
}

/** @param places ascending. */
function advance(token: Token, places: readonly number[], path: string): number[] {
  switch (token.kind) {
    case 'nothing':
      return [];
    case 'start':
      return places.filter((place) => place === 0);
    case 'rest':
      return [path.length];
    case 'star':
      return spread(places, path, (character) => character !== '/');
    case 'folders': {
      const [first = 0] = places;
      const after = new Set(places);
      for (let index = first; index < path.length; index += 1) {
        if (path[index] === '/') after.add(index + 1);
      }
      return [...after].sort((a, b) => a - b);
    }
    default:
      return places
        .filter((place) => place < path.length && fits(token, path[place] ?? ''))
        .map((place) => place + 1);
  }
}

function spread(
  places: readonly number[],
  path: string,
  goesOver: (character: string) => boolean,
): number[] {
  const reached: number[] = [];
  for (const place of places) {
    for (
      let index = Math.max(place, (reached.at(-1) ?? -1) + 1);
      index <= path.length;
      index += 1
    ) {
      reached.push(index);
      if (!goesOver(path[index] ?? '/')) break;
    }
  }
  return reached;
}

function fits(
  token: Extract<Token, { kind: 'character' | 'any' | 'class' }>,
  character: string,
): boolean {
  if (token.kind === 'character') return character === token.character;
  if (token.kind === 'any') return character !== '/';
  const isIn = token.ranges.some(({ from, to }) => from <= character && character <= to);
  return isIn !== token.negated;
}
