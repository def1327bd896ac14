import type { BuildInstruction, Report } from '@kit/verify';

/** The built image, layer by layer. */
export interface ShownImage {
  readonly id: string;
  readonly sizeBytes: number;
  /** The lowest first. */
  readonly layers: readonly ShownLayer[];
}

export interface ShownLayer {
  /** The instruction that made it. */
  readonly text: string;
  readonly sizeBytes: number;
  /** Part of the base image. */
  readonly isOfBase: boolean;
  /** Of the last build: milliseconds, or taken from its cache; absent where it did not say. */
  readonly took?: number | 'cached';
}

/** @param built the instructions of the build that made it, or took it from its cache. */
export function imageOf(
  { id, sizeBytes, layers = [] }: NonNullable<Report['image']>,
  built: readonly BuildInstruction[],
): ShownImage {
  return {
    id,
    sizeBytes,
    layers: layers.map(({ text, sizeBytes, isOfBase }) => {
      const instruction = isOfBase
        ? undefined
        : built.find((each) => plain(each.text) === plain(text));
      const took = instruction?.cached === true ? 'cached' : instruction?.durationMs;
      return { text, sizeBytes, isOfBase, ...(took !== undefined && { took }) };
    }),
  };
}

function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
