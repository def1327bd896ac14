/** `**` is `any`; `**` and the slash behind it are `folders`, which also stand for none. */
type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one' | 'some' | 'any' | 'folders' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly string[] };

/** A path pattern as Go's `filepath.Match` reads it; with `globstar` as `.dockerignore` does. */
export interface PathPattern {
  matches(path: string): boolean;
}

/**
 * Compiles a pattern. Matching takes time in proportion to pattern × path,
 * whatever either holds.
 * @returns `undefined` for a pattern that Go calls malformed.
 */
export function compilePathPattern(
  pattern: string,
  options: { readonly globstar: boolean },
): PathPattern | undefined {
  const tokens = readTokens(pattern, options.globstar);
  return tokens && { matches: (path) => matchTokens(tokens, path) };
}

function readTokens(pattern: string, globstar: boolean): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    if (character === '*') {
      if (globstar && pattern[index + 1] === '*') {
        while (pattern[index + 1] === '*') index += 1;
        const isFolders = pattern[index + 1] === '/';
        if (isFolders) index += 1;
        tokens.push({ kind: isFolders ? 'folders' : 'any' });
      } else tokens.push({ kind: 'some' });
    } else if (character === '?') tokens.push({ kind: 'one' });
    else if (character === '[') {
      const end = pattern.indexOf(']', index + 2);
      if (end < 0) return undefined;
      tokens.push(readClass(pattern.slice(index + 1, end)));
      index = end;
    } else if (character === '\\') {
      index += 1;
      if (index >= pattern.length) return undefined;
      tokens.push({ kind: 'literal', text: pattern[index] ?? '' });
    } else tokens.push({ kind: 'literal', text: character });
  }
  return tokens;
}

function readClass(inside: string): Token {
  const negated = inside.startsWith('^');
  const ranges: string[] = [];
  const text = negated ? inside.slice(1) : inside;
  for (let index = 0; index < text.length; index += 1) {
    const from = text[index] ?? '';
    const isRange = text[index + 1] === '-' && index + 2 < text.length;
    ranges.push(from + (isRange ? (text[index + 2] ?? '') : from));
    if (isRange) index += 2;
  }
  return { kind: 'class', negated, ranges };
}

/** Follows all ways through the pattern at once, one character after the other. */
function matchTokens(tokens: readonly Token[], path: string): boolean {
  let at = withSkipped(tokens, [0]);
  for (const character of path) {
    const next = new Set<number>();
    for (const index of at) {
      const token = tokens[index];
      if (token === undefined) continue;
      if (token.kind === 'any' || (token.kind === 'some' && character !== '/')) next.add(index);
      else if (token.kind === 'folders') {
        next.add(index);
        if (character === '/') next.add(index + 1);
      } else if (takes(token, character)) next.add(index + 1);
    }
    // `folders` may stand for nothing, and only where a name begins.
    at = withSkipped(tokens, next, character === '/');
    if (at.size === 0) return false;
  }
  return at.has(tokens.length);
}

function withSkipped(
  tokens: readonly Token[],
  from: Iterable<number>,
  atNameStart = true,
): ReadonlySet<number> {
  const all = new Set(from);
  for (const index of all) {
    const kind = tokens[index]?.kind;
    if (kind === 'any' || kind === 'some' || (kind === 'folders' && atNameStart)) all.add(index + 1);
  }
  return all;
}

function takes(token: Token, character: string): boolean {
  if (token.kind === 'literal') return token.text === character;
  if (character === '/') return false;
  if (token.kind === 'one') return true;
  if (token.kind !== 'class') return false;
  const inside = token.ranges.some((range) => {
    const [from = '', to = from] = range;
    return character >= from && character <= to;
  });
  return inside !== token.negated;
}
