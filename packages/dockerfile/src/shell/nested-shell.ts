import { posix } from 'node:path';
import type { Value } from './shell-words.ts';

/** A shell that a command starts, and the text it reads. */
export interface NestedShell {
  /** The text of `-c`; `undefined` where it comes from standard input. */
  readonly text?: string;
  readonly positional: readonly Value[];
  readonly exitOnError: boolean;
  readonly pipeFails: boolean;
}

const shells: ReadonlySet<string> = new Set(['sh', 'ash', 'bash', 'dash', 'ksh', 'zsh']);

/**
 * Reads `sh -ec 'text' name a b` and the like.
 * @returns undefined where it is no shell, runs a file, or its words cannot be told.
 */
export function readNestedShell(argv: readonly Value[]): NestedShell | undefined {
  const [name, ...words] = argv;
  if (name === undefined || !shells.has(posix.basename(name))) return undefined;
  let exitOnError = false;
  let pipeFails = false;
  let readsText = false;
  let onlyChecks = false;
  let index = 0;
  for (let word = words[index]; word !== undefined && /^[-+]./.test(word); word = words[index]) {
    index += 1;
    if (word === '--') break;
    if (word.startsWith('--')) continue;
    const isOn = word.startsWith('-');
    if (isOn && word.includes('c')) readsText = true;
    // `sh -n` looks for mistakes, and runs nothing.
    if (word.includes('n')) onlyChecks = isOn;
    if (word.includes('e')) exitOnError = isOn;
    if (!word.includes('o')) continue;
    const option = words[index];
    index += 1;
    if (option === 'errexit') exitOnError = isOn;
    if (option === 'pipefail') pipeFails = isOn;
  }
  const [first, ...rest] = words.slice(index);
  const flags = { exitOnError, pipeFails };
  if (onlyChecks) return { text: '', positional: [], ...flags };
  if (!readsText) return index >= words.length ? { positional: [], ...flags } : undefined;
  return first === undefined ? undefined : { text: first, positional: rest.slice(1), ...flags };
}
