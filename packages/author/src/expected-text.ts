import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@kit/checker';
import { expect } from 'vitest';
import { readOptional } from './step-folders.ts';
import type { Attempt } from './step-folders.ts';

/**
 * Holds a mistake to its `expected.txt`, but for what differs from one engine
 * to the next: dates, and the lines of a program's output. `UPDATE_EXPECTED=1`
 * writes that file anew: read the difference before you commit it.
 */
export async function expectDiagnostics(
  mistake: Attempt,
  diagnostics: readonly Diagnostic[],
): Promise<void> {
  const file = path.join(mistake.directory, 'expected.txt');
  const text = expectedText(diagnostics)
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '(date)')
    .replaceAll(/(?<=last lines[^\n]*:\n)(?: {4}[^\n]*\n)+/g, '    (its output)\n');
  if (process.env.UPDATE_EXPECTED === '1') await writeFile(file, text);
  expect(text).toBe(await readOptional(file));
}

/** Diagnostics as `expected.txt` has them: a field a line, an empty line between two. */
export function expectedText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(diagnosticText).join('\n');
}

function diagnosticText({ check, range, message, why, help, docs, rule }: Diagnostic): string {
  const place = range && `${at(range.start)} to ${at(range.end)}`;
  const fields = { check, place, message, why, help, docs, rule };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value?.replaceAll('\n', '\n  ')}\n`)
    .join('');
}

function at({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${line}:${column}`;
}
