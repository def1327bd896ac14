import type { DiffOptions } from '../options.ts';

/** `pnpm grade diff`. */
export function diff(_options: DiffOptions, _signal: AbortSignal): Promise<number> {
  return Promise.reject(new Error('Not yet.'));
}
