import type { Pen } from '@kit/terminal';
import type { ResetDescription } from './describe-reset.ts';

/** The description for a terminal, without the question. */
export function resetLines(description: ResetDescription, pen: Pen): readonly string[] {
  return [
    ...pen.paragraph('  ', description.title, 'bold'),
    '',
    ...pen.paragraph('  ', 'This removes'),
    ...description.removed.flatMap((each) => pen.paragraph(`    ${pen.symbols.dot} `, each)),
    ...(description.kept.length > 0 ? [''] : []),
    ...description.kept.flatMap((each) => pen.paragraph('  ', each)),
    ...(description.command === undefined ? [] : ['', pen.oneLine('    ', description.command)]),
  ];
}
