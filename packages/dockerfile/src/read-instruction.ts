import type { Instruction, JsonProblem, Pair, Word } from './ast.ts';
import { isBlank, isSpace, skipSpaces, trimSpaces } from './characters.ts';
import type { Fault } from './fault.ts';
import { readJsonForm } from './json-form.ts';
import type { LogicalLine } from './logical-line.ts';
import { rangeOf, wordOf } from './logical-line.ts';
import type { Span } from './words.ts';
import { readFlags, splitAtBlanks, splitOutsideQuotes } from './words.ts';

/** How the builder takes an instruction's arguments apart. */
type Arguments =
  | 'json-or-text'
  | 'json-or-words'
  | 'words'
  | 'text'
  | 'pairs'
  | 'names'
  | 'health-check'
  | 'trigger';

const argumentsOf: Readonly<Record<string, Arguments>> = {
  ADD: 'json-or-words',
  ARG: 'names',
  CMD: 'json-or-text',
  COPY: 'json-or-words',
  ENTRYPOINT: 'json-or-text',
  ENV: 'pairs',
  EXPOSE: 'words',
  FROM: 'words',
  HEALTHCHECK: 'health-check',
  LABEL: 'pairs',
  MAINTAINER: 'text',
  ONBUILD: 'trigger',
  RUN: 'json-or-text',
  SHELL: 'json-or-text',
  STOPSIGNAL: 'text',
  USER: 'text',
  VOLUME: 'json-or-words',
  WORKDIR: 'text',
};

const keywords: ReadonlyMap<string, string> = new Map(
  Object.keys(argumentsOf).map((keyword) => [keyword.toLowerCase(), keyword]),
);

function isKeyword(keyword: string): boolean {
  return Object.hasOwn(argumentsOf, keyword);
}

/** What the arguments of an instruction come to; `fault` where the builder's parser stops at them. */
interface ReadArguments {
  readonly words: readonly Word[];
  readonly form?: 'exec';
  readonly jsonProblem?: JsonProblem;
  readonly pairs?: readonly Pair[];
  readonly trigger?: Instruction;
  readonly fault?: Fault;
}

interface Reading {
  readonly line: LogicalLine;
  readonly escapeCharacter: string;
  readonly keyword: string;
  readonly isTrigger: boolean;
}

/**
 * Reads one instruction without its here-documents.
 * @param span the part of the line that holds it; ONBUILD's is the rest behind the keyword.
 */
export function readInstruction(
  line: LogicalLine,
  span: Span,
  escapeCharacter: string,
  isTrigger = false,
): { readonly instruction: Instruction; readonly fault?: Fault } {
  const { text } = line;
  const start = skipSpaces(text, span.start, span.end);
  const end = trimSpaces(text, start, span.end);
  let keywordEnd = start;
  while (keywordEnd < end && !isBlank(text.charCodeAt(keywordEnd))) keywordEnd += 1;
  const written = text.slice(start, keywordEnd);
  const keyword = keywords.get(written.toLowerCase()) ?? written.toUpperCase();

  const { flags, rest } = readFlags(line, { start: keywordEnd, end }, escapeCharacter);
  const argumentStart = skipSpaces(text, rest, end);
  const argument = { start: argumentStart, end: Math.max(argumentStart, end) };
  const reading = { line, escapeCharacter, keyword, isTrigger };
  const { fault = unknownKeyword(reading, { start, end: keywordEnd }), ...read } = readArguments(
    reading,
    argument,
  );
  const instruction: Instruction = {
    keyword,
    keywordRange: rangeOf(line, start, keywordEnd),
    range: rangeOf(line, start, end),
    flags,
    argument: wordOf(line, argument.start, argument.end),
    form: 'shell',
    pairs: [],
    heredocs: [],
    comments: [],
    ...read,
  };
  return { instruction, ...(fault && { fault }) };
}

const oddSpace = /[\u0085\u00A0\u1680\u2000-\u200D\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF]/;

function unknownKeyword(reading: Reading, { start, end }: Span): Fault | undefined {
  const { line, keyword, isTrigger } = reading;
  if (isTrigger || isKeyword(keyword)) return undefined;
  const written = line.text.slice(start, end);
  const code = 'unknown-instruction';
  const at = written.search(oddSpace);
  if (at < 0) {
    const message =
      written === ''
        ? 'no instruction stands here, only the sign that continues a line'
        : `there is no instruction \`${written}\``;
    return { code, message, range: rangeOf(line, start, end) };
  }
  const point = written.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const name = written[at] === '\u00A0' ? 'a no-break space' : 'a special space';
  const message = `after \`${written.slice(0, at)}\` stands ${name} (U+${point}) in place of an ordinary one`;
  return { code, message, range: rangeOf(line, start + at, start + at + 1) };
}

function readArguments(reading: Reading, span: Span): ReadArguments {
  if (span.start >= span.end || !isKeyword(reading.keyword)) return { words: [] };
  const { line, keyword } = reading;
  switch (argumentsOf[keyword]) {
    case 'words':
      return { words: splitAtBlanks(line, span) };
    case 'json-or-words':
      return readJsonOr(reading, span, splitAtBlanks);
    case 'json-or-text':
      return readJsonOr(reading, span, asOneWord);
    case 'health-check':
      return readHealthCheck(reading, span);
    case 'pairs':
      return readPairs(reading, span);
    case 'names':
      return readNames(reading, span);
    case 'trigger':
      return readTrigger(reading, span);
    default:
      return { words: asOneWord(line, span) };
  }
}

function asOneWord(line: LogicalLine, { start, end }: Span): readonly Word[] {
  return start < end ? [wordOf(line, start, end)] : [];
}

function readJsonOr(
  { line, keyword }: Reading,
  span: Span,
  split: (line: LogicalLine, span: Span) => readonly Word[],
): ReadArguments {
  const form = readJsonForm(line, span, keyword === 'RUN' || keyword === 'HEALTHCHECK');
  switch (form.kind) {
    case 'strings':
      return { words: form.words, form: 'exec' };
    case 'text':
      return { words: split(line, span), ...(form.problem && { jsonProblem: form.problem }) };
    case 'not-strings': {
      const message = 'a JSON array of arguments must hold strings only, each in double quotes';
      const fault = { code: 'not-strings', message, range: form.problem.range };
      return { words: split(line, span), jsonProblem: form.problem, fault };
    }
  }
}

/** `NONE`, or `CMD` and the command. */
function readHealthCheck(reading: Reading, { start, end }: Span): ReadArguments {
  const { line } = reading;
  let typeEnd = start;
  while (typeEnd < end && !isSpace(line.text.charCodeAt(typeEnd))) typeEnd += 1;
  const command = { start: skipSpaces(line.text, typeEnd, end), end };
  const type = wordOf(line, start, typeEnd);
  if (command.start >= end) return { words: [type] };
  const read = readJsonOr(reading, command, asOneWord);
  return { ...read, words: [type, ...read.words] };
}

/** ENV and LABEL: `a=b c=d`, or the old `a b c` where the first word has no `=`. */
function readPairs(reading: Reading, span: Span): ReadArguments {
  const { line, escapeCharacter, keyword } = reading;
  const spans = splitOutsideQuotes(line, span, escapeCharacter);
  const words = spans.map(({ start, end }) => wordOf(line, start, end));
  if (words[0]?.text.includes('=') === false) return readOldPair(reading, span);
  const pairs: Pair[] = [];
  for (const each of spans) {
    const pair = readPair(line, each);
    if (pair.value === undefined) {
      const { text, range } = pair.name;
      const message = `\`${text}\` has no \`=\`: \`${keyword}\` takes \`name=value\``;
      return { words, pairs, fault: { code: 'missing-equals', message, range } };
    }
    pairs.push(pair);
  }
  return { words, pairs };
}

/** One word as `name=value`, split at the first `=`; without one it is a name. */
function readPair(line: LogicalLine, { start, end }: Span): Pair {
  const equals = line.text.slice(start, end).indexOf('=');
  if (equals < 0) return { name: wordOf(line, start, end) };
  return {
    name: wordOf(line, start, start + equals),
    value: wordOf(line, start + equals + 1, end),
  };
}

function readOldPair({ line, keyword }: Reading, { start, end }: Span): ReadArguments {
  let nameEnd = start;
  while (nameEnd < end && !isBlank(line.text.charCodeAt(nameEnd))) nameEnd += 1;
  let valueStart = nameEnd;
  while (valueStart < end && isBlank(line.text.charCodeAt(valueStart))) valueStart += 1;
  const name = wordOf(line, start, nameEnd);
  if (nameEnd === end) {
    const message = `\`${name.text}\` has no value: \`${keyword}\` takes \`name=value\``;
    return { words: [name], fault: { code: 'missing-value', message, range: name.range } };
  }
  const value = wordOf(line, valueStart, end);
  return { words: [name, value], pairs: [{ name, value }] };
}

/** ARG: `a` or `a=b`, any number of them. */
function readNames({ line, escapeCharacter }: Reading, span: Span): ReadArguments {
  const spans = splitOutsideQuotes(line, span, escapeCharacter);
  const words = spans.map(({ start, end }) => wordOf(line, start, end));
  return { words, pairs: spans.map((each) => readPair(line, each)) };
}

function readTrigger({ line, escapeCharacter, isTrigger }: Reading, span: Span): ReadArguments {
  // ONBUILD of ONBUILD is an error already; what is nested deeper says nothing more.
  if (isTrigger) return { words: asOneWord(line, span) };
  const { instruction, fault } = readInstruction(line, span, escapeCharacter, true);
  return { words: asOneWord(line, span), trigger: instruction, ...(fault && { fault }) };
}
