import width from 'fast-string-width';
import type { Pen } from '@kit/terminal';
import type { Scene } from './scene.ts';

type Key = readonly [string, string];

const main: readonly Key[] = [
  ['h', 'hint'],
  ['m', 'more'],
  ['t', 'text'],
  ['l', 'list'],
  ['r', 'run'],
  ['s', 'solution'],
  ['x', 'reset'],
  ['q', 'quit'],
];
const short: readonly Key[] = [
  ['h', 'hint'],
  ['m', 'more'],
  ['t', 'text'],
  ['?', 'keys'],
];
const reading: readonly Key[] = [
  ['space', 'on'],
  ['up/down', 'scroll'],
  ['q', 'back'],
];
const choosing: readonly Key[] = [
  ['up/down', 'choose'],
  ['t', 'text'],
  ['h', 'hint'],
  ['s', 'solution'],
  ['q', 'back'],
];
const choosingShort: readonly Key[] = [
  ['up/down', 'choose'],
  ['t', 'text'],
  ['q', 'back'],
];
const deciding: readonly Key[] = [
  ['y', 'yes'],
  ['n', 'no'],
];

/** One line: the keys that do something now. */
export function keyLine({ view, asksForEngine }: Scene, pen: Pen): string {
  if (asksForEngine || view.page === 'reset') return lineOf(deciding, pen);
  if (view.page === 'list') return firstThatFits([choosing, choosingShort], pen);
  if (view.page !== 'now') return lineOf(reading, pen);
  return firstThatFits([main, short], pen);
}

function firstThatFits(choices: readonly (readonly Key[])[], pen: Pen): string {
  const lines = choices.map((keys) => lineOf(keys, pen));
  return lines.find((line) => width(line) <= pen.width) ?? lines.at(-1) ?? '';
}

function lineOf(keys: readonly Key[], pen: Pen): string {
  return `  ${keys.map(([key, name]) => `${pen.paint('bold', key)} ${pen.paint('dim', name)}`).join('  ')}`;
}
