import { posix } from 'node:path';
import type { ImageConfig, ImageFiles } from '@kit/dockerfile';
import type { ImageEvidence } from './evidence.ts';
import type { Witness } from './step.ts';

/**
 * The second witness: the same Dockerfile, with the image that the engine built
 * in the place of the one that the plan describes. Every check judges it as it
 * judges the plan. What nobody read out of the image is as the plan has it.
 *
 * @returns `undefined` where no image was built.
 */
export function asBuilt(witness: Witness): Witness | undefined {
  const { plan, evidence } = witness;
  const { build, image } = evidence;
  const planned = plan.target;
  if (build?.kind !== 'built' || planned === undefined) return undefined;
  const target = {
    ...planned,
    config: ofWhatIsSet(build.config),
    files: image === undefined ? planned.files : filesAsBuilt(planned.files, image.files),
  };
  const stages = plan.stages.map((stage) => (stage === planned ? target : stage));
  return { ...witness, plan: { ...plan, stages, target, errors: [] } };
}

/** The engine shows what is not set as `null`, or as an empty text. */
function ofWhatIsSet(config: ImageConfig): ImageConfig {
  const set = Object.entries(config).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(set);
}

function filesAsBuilt(planned: ImageFiles, read: ImageEvidence['files']): ImageFiles {
  return {
    paths: () => planned.paths(),
    at(path, options) {
      const found = read.get(posix.resolve('/', path));
      if (found === undefined) return planned.at(path, options);
      if (found === 'absent' || found.kind !== 'made') return found;
      const expected = planned.at(path, options);
      // A script of the build may have changed it; from where it came the plan may know.
      return typeof expected === 'object' && expected.kind === 'made' ? found : 'unknown';
    },
  };
}
