import { stripVTControlCharacters } from 'node:util';

/**
 * A line of a program's output as it reads in the end: without what steers a
 * terminal, and cut.
 * @param limit in UTF-16 code units.
 */
export function cleanLine(line: string, limit: number): string {
  // A progress bar rewrites its line; only the last state of it counts.
  const states = line.replace(/\r+$/, '');
  const last = states.slice(states.lastIndexOf('\r') + 1);
  return stripVTControlCharacters(last.slice(0, limit)).trimEnd();
}
