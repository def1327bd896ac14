import type { Diagnostic } from '@kit/checker';

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

/** Without what differs from one engine to the next: dates, and the lines of a program's output. */
export function fixedText(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, '(date)')
    .replaceAll(/(?<=last lines[^\n]*:\n)(?: {4}[^\n]*\n)+/g, '    (its output)\n');
}
