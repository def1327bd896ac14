import { plain } from '@kit/checker';
import { canaries } from '@kit/harness';
import type { Canary } from '@kit/harness';
import { unknown } from './check.ts';
import type { Check, Finding } from './check.ts';

let before: Promise<unknown> = Promise.resolve();

/** What strangers' files would try, tried; one at a time, so that none is held by another's limits. */
export const attacks: readonly Check[] = canaries.map((canary) => ({
  id: canary.id,
  title: canary.title,
  examine(machine) {
    const finding = before.then(async (): Promise<Finding> => {
      const found = await machine.engine();
      if (found.kind === 'none') return unknown(plain(found.error.message, 300));
      return release(canary, found.engine, machine.signal);
    });
    before = finding.catch(() => undefined);
    return finding;
  },
}));

async function release(
  canary: Canary,
  engine: Parameters<Canary['release']>[0],
  signal: AbortSignal,
): Promise<Finding> {
  const { verdict, found } = await canary.release(engine, signal);
  return { status: verdict, found: plain(found, 200) };
}
