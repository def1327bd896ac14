import type { BuildStep, ImagePlan, StagePlan } from '@kit/dockerfile';

/** The stages an image is made of, first to last: those it builds on by `FROM <stage>`, then itself. */
export function lineageOf(stage: StagePlan): readonly StagePlan[] {
  const lineage = [stage];
  for (let base = stage.base; base.kind === 'stage'; base = base.stage.base) {
    lineage.unshift(base.stage);
  }
  return lineage;
}

/** All that is done for the image, in order; empty where the file has no stage. */
export function stepsOfImage(plan: ImagePlan): readonly BuildStep[] {
  return plan.target === undefined ? [] : lineageOf(plan.target).flatMap((stage) => stage.steps);
}

/** All that is done in stages which the image does not build on. */
export function stepsElsewhere(plan: ImagePlan): readonly BuildStep[] {
  const lineage = new Set(plan.target === undefined ? [] : lineageOf(plan.target));
  return plan.stages.filter((stage) => !lineage.has(stage)).flatMap((stage) => stage.steps);
}

/** Steps of one keyword, narrowed to what such an instruction does. */
export function ofKind<Kind extends BuildStep['kind']>(
  steps: readonly BuildStep[],
  kind: Kind,
): readonly Extract<BuildStep, { kind: Kind }>[] {
  return steps.filter((step): step is Extract<BuildStep, { kind: Kind }> => step.kind === kind);
}

/** Whether an image is the `python` of Docker Hub, of which it is known what it has. */
export function isOfficialPython(reference: string): boolean {
  return /^(docker\.io\/)?(library\/)?python([:@]|$)/.test(reference);
}
