import { json } from './json.ts';
import type { Reporter } from './reporter.ts';
import { terminal } from './terminal.ts';

/** Every format of `pnpm run doctor`; the first is the default. */
export const reporters: readonly Reporter[] = [terminal, json];
