import { performance } from 'node:perf_hooks';

/** Milliseconds. */
export interface Timing {
  readonly median: number;
  readonly p95: number;
  readonly runs: number;
}

/** Times `run` as often as asked, after one run that is not counted. */
export async function time(runs: number, run: () => unknown): Promise<Timing> {
  await run();
  const taken: number[] = [];
  for (let index = 0; index < runs; index += 1) {
    const started = performance.now();
    await run();
    taken.push(performance.now() - started);
  }
  return { median: quantile(taken, 0.5), p95: quantile(taken, 0.95), runs };
}

/** The smallest value that at least this share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}
