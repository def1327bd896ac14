import width from 'fast-string-width';
import type { RebuildCost } from '../loop/rebuild-cost.ts';
import type { Pen } from '@kit/terminal';
import { duration } from '../reporters/terminal/step-list.ts';

/** What it costs to build again after a change, a line for each order of instructions. */
export function costLines({ file, orders }: RebuildCost, pen: Pen): readonly string[] {
  const title = `A changed line of \`${file}\`, built again on this machine:`;
  const column = Math.max(...orders.map((order) => width(order.title))) + 3;
  return [
    ...pen.paragraph('  ', title),
    ...orders.map((order) =>
      pen.oneLine('    ', `${order.title.padEnd(column)}${duration(order.durationMs)}`),
    ),
  ];
}
