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

/** All stages that a build of the image carries out; Docker passes over the others. */
export function neededStages(plan: ImagePlan): readonly StagePlan[] {
  const needed = new Set<StagePlan>();
  const open = plan.target === undefined ? [] : [plan.target];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (needed.has(stage)) continue;
    needed.add(stage);
    if (stage.base.kind === 'stage') open.push(stage.base.stage);
    for (const { instruction } of stage.steps) {
      for (const { name, value = '' } of instruction.flags) {
        const from = name === 'from' ? value : /\bfrom=([^,]+)/.exec(value)?.[1];
        const other = from === undefined ? undefined : stageNamed(plan, from, stage);
        if (other !== undefined) open.push(other);
      }
    }
  }
  return plan.stages.filter((stage) => needed.has(stage));
}

/** The stage that `--from` names, by its name or its number, above the one that it stands in. */
export function stageNamed(
  plan: ImagePlan,
  name: string,
  { index }: StagePlan,
): StagePlan | undefined {
  return plan.stages
    .slice(0, index)
    .findLast((stage) => stage.name === name.toLowerCase() || String(stage.index) === name);
}

/** Whether an image is the `python` of Docker Hub, of which it is known what it has. */
export function isOfficialPython(reference: string): boolean {
  return isOfficial(reference, 'python');
}

/** Whether an image is the one of that name on Docker Hub. */
export function isOfficial(reference: string, name: string): boolean {
  return new RegExp(`^(docker\\.io/)?(library/)?${name}([:@]|$)`).test(reference);
}
