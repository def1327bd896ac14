import type { Status } from './shell-state.ts';
import type { Value } from './shell-words.ts';

type FileAt = (path: Value) => 'file' | 'directory' | 'absent' | 'unknown';

/** How `test …` or `[ … ]` ends, where its words and the files of the image tell. */
export function statusOfTest(argv: readonly Value[], fileAt: FileAt): Status {
  const [name, ...words] = argv;
  if (name === '[' && words.pop() !== ']') return 'fails';
  return statusOf(words, fileAt);
}

function statusOf(words: readonly Value[], fileAt: FileAt): Status {
  const [first, second, third] = words;
  if (words.length === 0) return 'fails';
  if (first === '!' && words.length > 1) return inverted(statusOf(words.slice(1), fileAt));
  if (words.length === 1) return from(first, (text) => text !== '');
  if (words.length === 2 && first === '-n') return from(second, (text) => text !== '');
  if (words.length === 2 && first === '-z') return from(second, (text) => text === '');
  if (words.length === 2 && /^-[efdrs]$/.test(first ?? '')) return ofFile(first, fileAt(second));
  if (words.length !== 3 || first === undefined || third === undefined) return 'unknown';
  if (second === '=' || second === '==') return first === third ? 'succeeds' : 'fails';
  if (second === '!=') return first === third ? 'fails' : 'succeeds';
  return 'unknown';
}

function ofFile(question: Value, kind: ReturnType<FileAt>): Status {
  if (kind === 'unknown') return 'unknown';
  if (kind === 'absent') return 'fails';
  if (question === '-f') return kind === 'file' ? 'succeeds' : 'fails';
  if (question === '-d') return kind === 'directory' ? 'succeeds' : 'fails';
  // How long a file is, or who may read it, is not kept.
  return question === '-e' ? 'succeeds' : 'unknown';
}

function from(value: Value, holds: (text: string) => boolean): Status {
  if (value === undefined) return 'unknown';
  return holds(value) ? 'succeeds' : 'fails';
}

export function inverted(status: Status): Status {
  if (status === 'unknown') return 'unknown';
  return status === 'succeeds' ? 'fails' : 'succeeds';
}
