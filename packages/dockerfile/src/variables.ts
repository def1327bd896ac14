import type { Instruction, Problem, Word } from './ast.ts';
import { expandWord, expandWords } from './expand.ts';

/** Stands in a value for a part that only a build can tell. */
const unknownPart = '\uE000';

/** A value that is set, and not known. */
export const unknownValue = unknownPart;

export function isKnown(value: string): boolean {
  return !value.includes(unknownPart);
}

/** What an instruction's text expands with, and where its problems go. */
export interface Expander {
  readonly variables: ReadonlyMap<string, string>;
  /** False where the base image may set variables that the plan does not know. */
  readonly complete: boolean;
  readonly escapeCharacter: '\\' | '`';
  readonly errors: Problem[];
  readonly warnings: Problem[];
}

/** Expands one word as the builder does; an error is noted, and the text stands for itself. */
export function expand(expander: Expander, word: Word, instruction: Instruction): string {
  const { escapeCharacter } = expander;
  const expanded = expandWord(word.text, lookupIn(expander), { escapeCharacter });
  if (expanded.error !== undefined) {
    noteError(expander, expanded.error, word, instruction);
    return word.text;
  }
  noteUndefined(expander, expanded.undefinedNames, word, instruction);
  return expanded.value;
}

/** As `expand`, split into words at spaces outside quotes. */
export function expandToWords(
  expander: Expander,
  word: Word,
  instruction: Instruction,
): readonly string[] {
  const { escapeCharacter } = expander;
  const expanded = expandWords(word.text, lookupIn(expander), { escapeCharacter });
  if (expanded.error !== undefined) {
    noteError(expander, expanded.error, word, instruction);
    return [];
  }
  noteUndefined(expander, expanded.undefinedNames, word, instruction);
  return expanded.words;
}

/** The body of a here-document of COPY or ADD, in which quotes are plain text. */
export function expandBody(expander: Expander, body: string): string {
  const expanded = expandWord(body, lookupIn(expander), { ignoreQuotes: true });
  return expanded.error === undefined ? expanded.value : body;
}

function lookupIn({ variables, complete }: Expander): (name: string) => string | undefined {
  return (name) => variables.get(name) ?? (complete ? undefined : unknownValue);
}

function noteError(expander: Expander, error: string, word: Word, instruction: Instruction): void {
  const message = `\`${word.text}\` cannot be expanded: ${error}`;
  expander.errors.push({ code: 'expansion', message, range: word.range, instruction });
}

function noteUndefined(
  expander: Expander,
  names: readonly string[],
  word: Word,
  instruction: Instruction,
): void {
  for (const name of names) {
    const message = `\`$${name}\` is not set here: it becomes nothing`;
    expander.warnings.push({ code: 'UndefinedVar', message, range: word.range, instruction });
  }
}
