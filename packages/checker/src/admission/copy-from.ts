import { mountFields } from '@kit/dockerfile';
import type { Flag, ImagePlan, Instruction, StagePlan } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { AdmissionRules } from './rules.ts';
import type { Refusal } from './refusal.ts';

/** Whatever takes files from somewhere else than the folder: `COPY --from`, and mounts. */
export function refuseSources(plan: ImagePlan, { mounts }: AdmissionRules): readonly Refusal[] {
  return plan.stages.flatMap((stage) =>
    stage.steps.flatMap(({ instruction }) =>
      instruction.flags.flatMap((flag) => refuseFlag(flag, instruction, stage, plan, mounts)),
    ),
  );
}

function refuseFlag(
  flag: Flag,
  { keyword }: Instruction,
  stage: StagePlan,
  plan: ImagePlan,
  mounts: AdmissionRules['mounts'],
): readonly Refusal[] {
  if (keyword === 'COPY' && flag.name === 'from') {
    return refuseFrom(flag.value ?? '', flag, stage, plan);
  }
  if (keyword !== 'RUN' || flag.name !== 'mount') return [];
  const fields = mountFields(flag);
  const type = (fields.get('type') ?? 'bind').toLowerCase();
  if (mounts.some((allowed) => allowed === type)) {
    return refuseFrom(fields.get('from') ?? '', flag, stage, plan);
  }
  return [
    {
      rule: 'run-option',
      range: flag.range,
      message: `${quote(`RUN --mount=type=${type}`)} is not for submissions.`,
      why: 'A mount shows a `RUN` files that are in no folder of yours: of other images, of other builds, of this machine.',
      help:
        type === 'bind'
          ? 'Take the files in with `COPY`.'
          : 'Remove the option: the build does without it, if slower.',
    },
  ];
}

/** Numbers that no stage has, and variables, stop every builder: that is the learner's mistake. */
function refuseFrom(
  from: string,
  flag: Flag,
  stage: StagePlan,
  plan: ImagePlan,
): readonly Refusal[] {
  const isStopped = flag.name === 'from' && (/^[+-]?\d+$/.test(from) || /[$'"\\]/.test(from));
  if (from === '' || from === 'scratch' || isStopped) return [];
  const earlier = plan.stages.slice(0, stage.index);
  if (earlier.some(({ name }) => name === from.toLowerCase())) return [];
  return [
    {
      rule: 'copy-from',
      range: flag.range,
      message: `${quote(from)} is no stage above this line.`,
      why: 'What is no stage of the file is an image, and the engine holds those of others: their files are not yours to copy.',
      help: 'Take files from this folder, or from a stage above that `FROM … AS name` names.',
    },
  ];
}
