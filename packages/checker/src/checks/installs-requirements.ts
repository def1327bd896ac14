import type { BuildStep } from '@kit/dockerfile';
import { diagnosticOf, errorsAbout } from '../blame.ts';
import { flagOf } from '../instruction-flags.ts';
import { findInstall } from '../python/requirements-install.ts';
import { ofKind, stepsElsewhere, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';
import { explainJson, explainNone, explainSlip } from './explain-install.ts';

const check = 'installs-requirements';
/**
 * The build installs what a requirements file of the build context names. An
 * installation whose failure is let pass (`… || true`) counts: it happens.
 * What is installed with other tools, or in another stage that files are then
 * copied from, only a build can tell.
 */
export function installsRequirements(file: string): Check {
  const example = `RUN pip install -r ${file}`;
  return {
    name: check,
    judge(witness) {
      const errors = errorsAbout(witness, 'RUN');
      if (errors.length > 0) {
        return broken(...errors.map((error) => diagnosticOf(check, witness, error, example)));
      }
      const steps = stepsOfImage(witness.plan);
      const attempt = findInstall(witness.plan, steps, file);
      if (attempt?.kind === 'installs') return holds;
      if (isCopiedFromOtherStage(witness, steps)) {
        return unknown('The packages come from another stage; only a build can tell which.');
      }
      if (attempt?.kind === 'unclear') return unknown(attempt.reason);
      const slip = attempt?.kind === 'fails' ? attempt : undefined;
      return broken({
        check,
        ...(explainJson(steps, file) ??
          (slip && explainSlip(witness, slip.step, slip.slip, file)) ??
          explainNone(witness, file)),
      });
    },
  };
}

function isCopiedFromOtherStage({ plan }: Witness, steps: readonly BuildStep[]): boolean {
  return (
    steps.some(({ instruction }) => flagOf(instruction, 'from') !== undefined) &&
    ofKind(stepsElsewhere(plan), 'run').length > 0
  );
}
