import type { Engine } from '@kit/harness';

/** What the engine of this machine has, as one text to compare; `none` where no engine answers. */
export type LookAtEngine = () => Promise<string>;

/**
 * Looks at the engine again and again: its images and their names change when
 * the learner builds and tags, and it can go away and come back.
 */
export function lookAtEngine(): LookAtEngine {
  let engine: Engine | undefined;
  return async () => {
    const { connectEngine, imageNames } = await import('@kit/harness');
    try {
      engine ??= await connectEngine();
      return [engine.address, ...(await imageNames(engine))].join('\n');
    } catch {
      engine = undefined;
      return 'none';
    }
  };
}
