import { isKnown, parseImageReference } from '@kit/dockerfile';
import type { ImagePlan, Instruction } from '@kit/dockerfile';
import { officialNameOf } from '../official-image.ts';
import { quote } from '../plain-text.ts';
import type { Refusal } from './refusal.ts';

/** Each FROM of the file, whether or not the image needs the stage. */
export function refuseBases(plan: ImagePlan, bases: readonly string[]): readonly Refusal[] {
  return plan.stages.flatMap(({ base, from }) => {
    if (base.kind !== 'image') return [];
    const what = whatIsWrong(base.reference, from, plan, bases);
    if (what === undefined) return [];
    const [usual = 'scratch'] = bases;
    return [
      {
        rule: 'base-image',
        range: from.words[0]?.range ?? from.range,
        message: `${quote(base.reference)} ${what}.`,
        why: 'The engine would fetch it, or find it among what others have built there. Grading starts from images that are known.',
        help: `Start from ${quote(usual)}, or from a stage above.`,
      },
    ];
  });
}

/** Nothing of a name that no image can have: it is not fetched, and the learner is told of the mistake. */
function whatIsWrong(
  reference: string,
  from: Instruction,
  { errors }: ImagePlan,
  bases: readonly string[],
): string | undefined {
  if (!isKnown(reference)) {
    const isMistake = errors.some(
      ({ code, instruction }) => code === 'expansion' && instruction === from,
    );
    return isMistake ? undefined : 'is an image that only a build can tell';
  }
  const isMistake = parseImageReference(reference) === undefined;
  return isMistake || isAllowed(reference, bases)
    ? undefined
    : 'is none of the images that grading starts from';
}

function isAllowed(written: string, bases: readonly string[]): boolean {
  const reference = parseImageReference(written);
  if (reference === undefined) return false;
  return bases.some((base) => {
    const allowed = parseImageReference(base);
    if (allowed === undefined) return false;
    const name = officialNameOf(allowed);
    return name === undefined
      ? allowed.registry === reference.registry && allowed.repository === reference.repository
      : name === officialNameOf(reference);
  });
}
