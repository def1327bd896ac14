import type { Status } from './shell-state.ts';
import type { Value } from './shell-words.ts';

/** How `test …` or `[ … ]` ends, where its words alone tell: comparisons of texts, no files. */
export function statusOfTest(argv: readonly Value[]): Status {
  const [name, ...words] = argv;
  if (name === '[' && words.pop() !== ']') return 'fails';
  return statusOf(words);
}

function statusOf(words: readonly Value[]): Status {
  const [first, second, third] = words;
  if (words.length === 0) return 'fails';
  if (first === '!' && words.length > 1) return inverted(statusOf(words.slice(1)));
  if (words.length === 1) return from(first, (text) => text !== '');
  if (words.length === 2 && first === '-n') return from(second, (text) => text !== '');
  if (words.length === 2 && first === '-z') return from(second, (text) => text === '');
  if (words.length !== 3 || first === undefined || third === undefined) return 'unknown';
  if (second === '=' || second === '==') return first === third ? 'succeeds' : 'fails';
  if (second === '!=') return first === third ? 'fails' : 'succeeds';
  return 'unknown';
}

function from(value: Value, holds: (text: string) => boolean): Status {
  if (value === undefined) return 'unknown';
  return holds(value) ? 'succeeds' : 'fails';
}

export function inverted(status: Status): Status {
  if (status === 'unknown') return 'unknown';
  return status === 'succeeds' ? 'fails' : 'succeeds';
}
