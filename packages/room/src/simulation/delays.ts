import type { SeenRow } from './board-log.ts';
import type { Saved } from './simulated-learner.ts';

/** From each save that changes a verdict to the row that shows it, in ms; endless where none does. */
export function delays(saved: readonly Saved[], rows: readonly SeenRow[]): readonly number[] {
  return saved.flatMap(({ name, begun, ended, marks }) => {
    const own = rows.filter((row) => row.name === name);
    if (own.findLast((row) => row.at < begun)?.marks === marks) return [];
    const found = own.find((row) => row.at >= begun && row.marks === marks);
    return [found === undefined ? Infinity : Math.max(0, found.at - ended)];
  });
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
