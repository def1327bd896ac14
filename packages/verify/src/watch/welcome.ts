import type { Report } from '../report.ts';
import { forShell } from '../reporters/terminal/closing.ts';
import type { Pen } from '@kit/terminal';

/** For a folder without a Dockerfile: how one begins. */
export function beginning(
  { directory, dockerfile }: Report['submission'],
  pen: Pen,
): readonly string[] {
  const file = `${directory.replace(/\/$/, '')}/${dockerfile}`;
  return [
    ...pen.paragraph(
      '  ',
      'Here the workshop begins. Leave this window open and write in a second one; every save is judged here at once. For example:',
    ),
    '',
    pen.paint('cyan', pen.oneLine('      ', `nano ${forShell(file)}`)),
  ];
}
