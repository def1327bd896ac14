import fc from 'fast-check';
import { sampleFiles } from '@kit/dockerfile/cases';
import type { Engine } from '@kit/harness';
import { arbitraryCopy } from './arbitrary-copy.ts';
import { arbitraryDockerfile } from './arbitrary-dockerfile.ts';
import { arbitraryRun } from './arbitrary-run.ts';
import { compareWithEngine } from './compare.ts';

/** Kinds of Dockerfiles that can be made up. */
export const generators = {
  'that run nothing': arbitraryDockerfile(sampleFiles),
  'that copy': arbitraryCopy(),
  'that change their files': arbitraryRun(sampleFiles),
};

export const kinds = Object.keys(generators) as readonly (keyof typeof generators)[];

/**
 * Makes Dockerfiles up and holds the plan to the engine with each.
 * @throws with the shortest one that they disagree on, and what differs.
 */
export async function holdToEngine(
  engine: Engine,
  kind: keyof typeof generators,
  options: { readonly runs: number; readonly seed?: number },
): Promise<void> {
  const property = fc.asyncProperty(generators[kind], async (written) => {
    const differences = await compareWithEngine(engine, written);
    if (differences.length > 0) throw new Error(`${written.dockerfile}\n${differences.join('\n')}`);
  });
  const { runs: numRuns, ...seed } = options;
  await fc.assert(property, { numRuns, ...seed });
}
