import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { processesUsedUp } from '../errors.ts';
import type { EngineError } from '../errors.ts';
import type { ThrowAwayLimits } from './throw-away-limits.ts';

/** What an engine takes at a time to start what others wait for. */
const reserve = 128;

/**
 * Whether an engine came near to its most processes: then whatever it starts may fail, whoever's it is.
 * @param groups as `limitCgroup` returns them.
 */
export async function lookAtProcesses(
  groups: readonly string[],
  { processes }: Pick<ThrowAwayLimits, 'processes'>,
): Promise<EngineError | undefined> {
  const counts = await Promise.all(groups.map((group) => mostIn(path.dirname(group))));
  return counts.some((count) => count > processes - reserve) ? processesUsedUp() : undefined;
}

/** The most that there were, where the kernel remembers it; a burst is over before anybody looks. */
async function mostIn(group: string): Promise<number> {
  for (const file of ['pids.peak', 'pids.current']) {
    const text = await readFile(path.join(group, file), 'utf8').catch(() => undefined);
    if (text !== undefined) return Number(text);
  }
  return 0;
}
