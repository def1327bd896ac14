import { evaluateImagePlan } from '@kit/dockerfile';
import type { Dockerfile } from '@kit/dockerfile';
import { firstOfEach } from '../first-of-each.ts';
import type { Submission } from '../submission.ts';
import { refuseAdd } from './add.ts';
import { refuseBases } from './base-images.ts';
import { refuseContext } from './context.ts';
import { refuseSources } from './copy-from.ts';
import { refuseText, tooLargeDockerfile } from './dockerfile-text.ts';
import { refuseFrontend } from './frontend.ts';
import { refuseLabels, refusePorts } from './image-config.ts';
import { refuseInstructions } from './instructions.ts';
import type { Refusal, RefusalRule } from './refusal.ts';
import type { AdmissionRules } from './rules.ts';

/**
 * For what a submission is refused before any of it is built; empty where it is
 * admitted. A mistake of which a builder or a step tells is none of it. Pure but
 * for the first bytes of files that `ADD` names; an excessive file is not worked
 * out any further.
 *
 * @param dockerfile of an empty text where the submission has no usable one.
 */
export function admit(
  submission: Submission,
  dockerfile: Dockerfile,
  rules: AdmissionRules,
): readonly Refusal[] {
  const { limits } = rules;
  const { dockerfile: source, context } = submission;
  const isTooLarge = source.kind === 'unusable' && source.problem === 'too-large';
  const holds = ({ rule }: Refusal) => !rules.except.includes(rule);
  const ofText = [
    ...(isTooLarge ? [tooLargeDockerfile(limits.dockerfileBytes)] : []),
    ...refuseText(dockerfile, limits),
  ].filter(holds);
  const refusals = [
    ...refuseContext(submission, limits),
    ...ofText,
    ...(ofText.some(({ rule }) => excessive.has(rule)) ? [] : ofInstructions()),
  ];
  return firstOfEach(refusals.filter(holds), ({ rule }) => rule);

  function ofInstructions(): readonly Refusal[] {
    const plan = evaluateImagePlan(dockerfile, context);
    return [
      ...refuseFrontend(dockerfile, rules.frontends),
      ...refuseInstructions(dockerfile),
      ...refuseBases(plan, rules.bases),
      ...refuseSources(plan, rules),
      ...refuseAdd(plan, submission),
      ...refuseLabels(plan, rules.reservedLabels),
      ...refusePorts(plan, rules),
    ].toSorted((a, b) => lineOf(a) - lineOf(b));
  }
}

const excessive: ReadonlySet<RefusalRule> = new Set(['dockerfile-size', 'instruction-count']);

function lineOf({ range }: Refusal): number {
  return range?.start.line ?? 0;
}
