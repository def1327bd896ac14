import type { BuildStep, ImagePlan } from '@kit/dockerfile';
import { expandWord } from '@kit/dockerfile';
import { list, quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { AdmissionRules } from './rules.ts';
import type { Refusal } from './refusal.ts';

/** Labels by which engines are tidied up. */
export function refuseLabels(plan: ImagePlan, reserved: readonly string[]): readonly Refusal[] {
  return plan.stages
    .flatMap(({ steps }) => steps)
    .filter(({ instruction: { keyword } }) => keyword === 'LABEL')
    .flatMap((step) =>
      step.instruction.pairs.flatMap(({ name, value }): readonly Refusal[] => {
        const label = textOf(step, name.text);
        const prefix = reserved.find((each) => label === each || label.startsWith(`${each}.`));
        if (prefix === undefined) return [];
        return [
          {
            rule: 'label',
            range: { start: name.range.start, end: (value ?? name).range.end },
            message: `The label ${quote(label)} is not yours to set.`,
            why: `By ${list(reserved.map((each) => quote(`${each}.`)))} the kit and Testcontainers know what they have made, and may remove.`,
            help: 'Give the label another name, or remove it.',
          },
        ];
      }),
    );
}

/** As the builder reads it; both quotes and variables are gone. */
function textOf({ before: { variables } }: BuildStep, text: string): string {
  const expanded = expandWord(text, (name) => variables.get(name));
  return expanded.error === undefined ? expanded.value : text;
}

export function refusePorts(
  plan: ImagePlan,
  { limits: { ports: most } }: Pick<AdmissionRules, 'limits'>,
): readonly Refusal[] {
  const count = Object.keys(plan.target?.config.ExposedPorts ?? {}).length;
  if (count <= most) return [];
  const last = ofKind(stepsOfImage(plan), 'expose').at(-1);
  return [
    {
      rule: 'port-count',
      ...(last && { range: last.instruction.range }),
      message: `The image exposes ${count.toLocaleString('en')} ports, and grading takes ${most} at most.`,
      why: 'The engine writes a rule for each of them when a container starts.',
      help: 'Expose the port alone that the app listens on.',
    },
  ];
}
