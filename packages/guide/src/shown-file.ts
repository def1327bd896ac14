import path from 'node:path';
import type { Diagnostic } from '@kit/checker';
import type { Report } from '@kit/verify';
import { highlight } from './highlight.ts';
import { markWrong } from './mark-wrong.ts';
import type { ShownLine } from './mark-wrong.ts';

/** The learner's Dockerfile, as it was judged. */
export interface ShownFile {
  /** `apps/python-server/Dockerfile` */
  readonly path: string;
  readonly found: Report['submission']['found'];
  readonly lines: readonly ShownLine[];
  /** How many lines more it has. */
  readonly more: number;
}

/** A page with more of them is slow to look at, and no Dockerfile of a workshop has as many. */
const mostLines = 1000;
const longestLine = 1000;

/** @param directory as people name it. */
export function shownFileOf(
  submission: Report['submission'] | undefined,
  directory: string,
  diagnostics: readonly Diagnostic[],
): ShownFile {
  const { dockerfile = 'Dockerfile', found = 'nothing', source } = submission ?? {};
  const { lines, more } = source === undefined ? nothing : colored(source);
  return {
    path: path.join(directory, dockerfile),
    found,
    lines: markWrong(lines, diagnostics),
    more,
  };
}

type Colored = Pick<ShownFile, 'lines' | 'more'>;

const nothing: Colored = { lines: [], more: 0 };
let last = { source: '', colored: nothing };

/** Remembers the last one: a build says a lot while the file stays as it is. */
function colored(source: string): Colored {
  if (last.source === source) return last.colored;
  const lines = source.replace(/\r?\n$/, '').split(/\r?\n/);
  const shown = lines
    .slice(0, mostLines)
    .map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line));
  const colored = {
    lines: source === '' ? [] : highlight(shown.join('\n'), 'dockerfile'),
    more: Math.max(0, lines.length - mostLines),
  };
  last = { source, colored };
  return colored;
}
