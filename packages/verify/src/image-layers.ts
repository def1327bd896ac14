import { stepsOfImage } from '@kit/checker';
import type { HistoryEntry } from '@kit/checker';
import type { ImagePlan, Instruction } from '@kit/dockerfile';
import type { ImageLayer } from './report.ts';

/**
 * What the instructions of an image, and those of its base, put in it.
 * @param history of the built image, oldest first: one entry an instruction, the Dockerfile's own at the end.
 */
export function layersOf(
  history: readonly (HistoryEntry & { readonly sizeBytes: number })[],
  plan: ImagePlan,
): readonly ImageLayer[] {
  const own = stepsOfImage(plan);
  const first = history.length - own.length;
  return history.map(({ text, sizeBytes }, index) => {
    const instruction = own[index - first]?.instruction;
    return {
      text,
      ...(instruction !== undefined && { instruction: written(instruction) }),
      sizeBytes,
      isOfBase: index < first,
    };
  });
}

function written({ keyword, flags, argument }: Instruction): string {
  const options = flags.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
  return [keyword, ...options.map((option) => `--${option}`), argument.text].join(' ');
}
