import { keepImages, requireIsolation } from '@kit/harness';
import type { Engine, Profile } from '@kit/harness';
import type { SharedWork } from '../work/grading-session.ts';

/** What gradings have in common, for a test that is one of them. */
export async function workOn(
  engine: Engine,
  profile: Profile,
  held: Pick<SharedWork, 'sandbox'> = {},
): Promise<SharedWork> {
  return {
    engine,
    isolation: await requireIsolation(engine, profile, held),
    kept: await keepImages(engine),
    answers: new Map(),
    buildMs: 120_000,
    discard: (own) => own.stop(),
    ...held,
  };
}
