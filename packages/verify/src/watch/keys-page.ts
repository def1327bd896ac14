import type { Pen } from '@kit/terminal';

const keys: readonly (readonly [string, string])[] = [
  ['h', 'a hint for this step; again: the next one'],
  ['t', 'the text of this step, to scroll with space and arrows'],
  ['l', 'the list of steps; arrows choose one for t, h and s'],
  ['m', 'more: the whole report, with every mistake and good habits'],
  ['r', 'build your image and run it, for the browser; again: stop it'],
  ['s', 'the solution of this step'],
  ['x', 'start over; it says first what it removes'],
  ['Enter', 'judge again, though nothing was saved'],
  ['q', 'back, and from here quit; Ctrl-C quits from everywhere'],
];

/** What each key does. */
export function keysPage(pen: Pen): readonly string[] {
  return [
    ...pen.paragraph('  ', 'Every save is judged by itself. Keys:', 'bold'),
    '',
    ...keys.flatMap(([key, text]) =>
      pen.paragraph(`    ${pen.paint('bold', key.padEnd(5))}  `, text),
    ),
  ];
}
