import type { Format } from './format.ts';

/** Every format of `pnpm grade`. */
export const formats: readonly Format[] = [];
