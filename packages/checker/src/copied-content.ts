import type { BuildStep, ImagePlan, Instruction } from '@kit/dockerfile';
import { ofKind, stepsOfImage } from './stages.ts';

/** A file of the image that an instruction copies from the build context, or writes from a here-document. */
export interface CopiedContent {
  readonly path: string;
  readonly source: string;
  /** Absolute path that the instruction names. */
  readonly destination: string;
  readonly instruction: Instruction;
}

/** All that the image's own instructions copy from where the learner can change it, in order. */
export function copiedContent(plan: ImagePlan): readonly CopiedContent[] {
  return ofKind(stepsOfImage(plan), 'copy')
    .filter((step) => !isFromElsewhere(step))
    .flatMap(({ copied, instruction, destination }) =>
      copied.map((file) => ({ ...file, instruction, destination })),
    );
}

/**
 * The instructions whose text can be the same and what they bring into the
 * image another, which reading the copied files does not show.
 */
export function unseenSources(plan: ImagePlan): readonly Instruction[] {
  return stepsOfImage(plan)
    .filter((step) => isFromElsewhere(step) || mountsFiles(step))
    .map(({ instruction }) => instruction);
}

function isFromElsewhere(step: BuildStep): boolean {
  if (step.kind !== 'copy') return false;
  return (
    step.instruction.flags.some(({ name }) => name === 'from') ||
    step.copied.length === 0 ||
    step.copied.some(({ source }) => /^(\w+:\/\/|git@)/.test(source))
  );
}

/** A mount is of the type `bind` where it names none. */
function mountsFiles({ kind, instruction }: BuildStep): boolean {
  return (
    kind === 'run' &&
    instruction.flags.some(
      ({ name, value = '' }) =>
        name === 'mount' && !/\btype=(cache|tmpfs|secret|ssh)\b/.test(value),
    )
  );
}
