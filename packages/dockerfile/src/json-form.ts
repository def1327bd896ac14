import type { JsonProblem, Word } from './ast.ts';
import { isSpace, skipSpaces } from './characters.ts';
import type { LogicalLine } from './logical-line.ts';
import { rangeOf } from './logical-line.ts';
import type { Span } from './words.ts';

export type JsonForm =
  /** The builder reads a JSON array of strings: exec form. */
  | { readonly kind: 'strings'; readonly words: readonly Word[] }
  /** A JSON array, but not of strings: the builder stops with an error. */
  | { readonly kind: 'not-strings'; readonly problem: JsonProblem }
  /** The builder takes it for shell form, without a word. */
  | { readonly kind: 'text'; readonly problem?: JsonProblem };

/**
 * Decides between exec and shell form as the builder does: whatever Go's JSON
 * decoder does not take as one whole array is shell form.
 * @param mayBeTest a `[` may be the program `test`, as in `RUN [ -d src ]`.
 */
export function readJsonForm(line: LogicalLine, span: Span, mayBeTest: boolean): JsonForm {
  const start = skipSpaces(line.text, span.start, span.end);
  if (line.text[start] !== '[' || start >= span.end) return { kind: 'text' };
  const scan = scanArray(line.text, { start, end: span.end });
  if (scan.problem !== undefined) {
    if (mayBeTest && isTest(line.text, span, scan)) return { kind: 'text' };
    const { reason, start: from, end } = scan.problem;
    return { kind: 'text', problem: { reason, range: rangeOf(line, from, end) } };
  }
  const values = parseArray(line.text.slice(start, span.end));
  if (values === undefined) return { kind: 'text' };
  const words: Word[] = [];
  for (const [index, value] of values.entries()) {
    const element = scan.elements[index] ?? { start, end: span.end };
    const range = rangeOf(line, element.start, element.end);
    if (typeof value !== 'string') {
      return { kind: 'not-strings', problem: { reason: 'not-strings', range } };
    }
    words.push({ text: value.toWellFormed(), range });
  }
  return { kind: 'strings', words };
}

function parseArray(text: string): readonly unknown[] | undefined {
  try {
    return JSON.parse(text) as readonly unknown[];
  } catch {
    return undefined;
  }
}

interface Scan {
  readonly elements: readonly Span[];
  /** The first thing that no JSON array has. */
  readonly problem?: { readonly reason: JsonProblem['reason'] } & Span;
}

/** Finds the elements of an array and the first slip in it; `start` is at the `[`. */
function scanArray(text: string, { start, end }: Span): Scan {
  const elements: Span[] = [];
  const fail = (reason: JsonProblem['reason'], from: number, until: number): Scan => ({
    elements,
    problem: { reason, start: from, end: Math.min(Math.max(until, from + 1), end) },
  });
  let comma: number | undefined;
  let index = skipJsonSpaces(text, start + 1, end);
  for (;;) {
    if (index >= end) return fail('unterminated', start, end);
    if (text[index] === ']') {
      if (comma !== undefined) return fail('trailing-comma', comma, comma + 1);
      break;
    }
    const element = scanValue(text, index, end);
    if (element.reason !== undefined) return fail(element.reason, element.start, element.end);
    elements.push({ start: index, end: element.end });
    index = skipJsonSpaces(text, element.end, end);
    if (text[index] === ',' && index < end) {
      comma = index;
      index = skipJsonSpaces(text, index + 1, end);
    } else if (index < end && text[index] !== ']') {
      return fail('other', index, bareWordEnd(text, index, end));
    } else comma = undefined;
  }
  const after = skipJsonSpaces(text, index + 1, end);
  if (after < end) return fail('text-after', after, end);
  return { elements };
}

type ScannedValue = Span & { readonly reason?: JsonProblem['reason'] };

const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=[\s,\]]|$)/y;
const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** One value of an array; with a `reason`, the stretch that makes it none. */
function scanValue(text: string, start: number, end: number): ScannedValue {
  const character = text[start];
  if (character === '"') return scanString(text, start, end);
  if (character === "'") {
    const close = text.indexOf("'", start + 1);
    return { reason: 'single-quotes', start, end: close < 0 || close >= end ? end : close + 1 };
  }
  if (character === '[' || character === '{') return scanNested(text, start, end);
  scalar.lastIndex = start;
  const match = scalar.exec(text);
  if (match !== null && scalar.lastIndex <= end) return { start, end: scalar.lastIndex };
  return { reason: 'other', start, end: bareWordEnd(text, start, end) };
}

function scanString(text: string, start: number, end: number): ScannedValue {
  for (let index = start + 1; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return { start, end: index + 1 };
    if (code < 0x20) return { reason: 'other', start: index, end: index + 1 };
    if (code !== 0x5c) continue;
    escape.lastIndex = index;
    if (!escape.test(text)) return { reason: 'other', start: index, end: index + 2 };
    index = escape.lastIndex - 1;
  }
  return { reason: 'unterminated', start, end };
}

/** An array or object inside the array: found as a whole, so that it can be pointed at. */
function scanNested(text: string, start: number, end: number): ScannedValue {
  let depth = 0;
  for (let index = start; index < end; index += 1) {
    const character = text[index];
    if (character === '"') {
      const string = scanString(text, index, end);
      if (string.reason !== undefined) return string;
      index = string.end - 1;
    } else if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && (depth -= 1) === 0) {
      return { start, end: index + 1 };
    }
  }
  return { reason: 'unterminated', start, end };
}

/** End of a word without quotes: `python3` in `[python3, "x"]`. */
function bareWordEnd(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && !isSpace(text.charCodeAt(index)) && !',]'.includes(text[index] ?? '')) {
    index += 1;
  }
  return index;
}

/** `[ -f x ]`, `[ "$A" = b ] && …`: the program `[`, not an array gone wrong. */
function isTest(text: string, { start, end }: Span, { elements, problem }: Scan): boolean {
  if (problem?.reason === 'text-after')
    return /^(?:&&|\|\|?|;|>|<)/.test(text.slice(problem.start, end));
  return text[start + 1] === ' ' && elements.length <= 1 && !text.slice(start, end).includes(',');
}

/** JSON's own white space; a no-break space is none. */
function skipJsonSpaces(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && ' \t\n\r'.includes(text[index] ?? '')) index += 1;
  return index;
}
