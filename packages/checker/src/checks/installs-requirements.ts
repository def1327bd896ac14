import { diagnosticOf, errorsAbout } from '../blame.ts';
import { findInstall } from '../python/requirements-install.ts';
import { stepsOfImage } from '../stages.ts';
import type { Check } from '../step.ts';
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
      const attempt = findInstall(witness.plan, file);
      if (attempt?.kind === 'installs') return holds;
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
