import type { BuildInstruction, Report } from '@kit/verify';
import { boundedText } from './bounded.ts';

/** The built image, layer by layer. */
export interface ShownImage {
  readonly id: string;
  readonly sizeBytes: number;
  /** The lowest first. */
  readonly layers: readonly ShownLayer[];
}

export interface ShownLayer {
  /** The instruction that made it: the learner's as they wrote it. */
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
    layers: layers.map(({ text, instruction = text, sizeBytes, isOfBase }) => {
      const done = isOfBase
        ? undefined
        : built.find((each) => isSame(each.text, text, instruction));
      const took = done?.cached === true ? 'cached' : done?.durationMs;
      return {
        text: boundedText(instruction),
        sizeBytes,
        isOfBase,
        ...(took !== undefined && { took }),
      };
    }),
  };
}

/** One builder tells of an instruction as it is written, another one with its variables put in. */
function isSame(told: string, ...texts: readonly string[]): boolean {
  return texts.some((text) => spaced(text) === spaced(told));
}

function spaced(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
