import type { Diagnostic } from '@kit/checker';

/** Diagnostics as `expected.txt` has them: a field a line, an empty line between two. */
export function expectedText(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(diagnosticText).join('\n');
}

function diagnosticText({ check, range, message, why, help, docs }: Diagnostic): string {
  const place = range && `${at(range.start)} to ${at(range.end)}`;
  const fields = { check, place, message, why, help, docs };
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value?.replaceAll('\n', '\n  ')}\n`)
    .join('');
}

function at({ line, column }: { readonly line: number; readonly column: number }): string {
  return `${line}:${column}`;
}
