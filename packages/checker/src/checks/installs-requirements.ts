import { errorsAbout, refusedBy } from '../blame.ts';
import { findInstall } from '../python/requirements-install.ts';
import { stepsOfImage } from '../stages.ts';
import type { Check } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';
import { explainFailingRun } from './explain-failing-run.ts';
import { explainSlip } from './explain-install-slip.ts';
import { explainJson, explainMissing, explainNone } from './explain-install.ts';

const check = 'installs-requirements';
/**
 * The build installs what a requirements file of the build context names. An
 * installation whose failure is let pass (`… || true`) counts: it happens.
 * What is installed with other tools, or in another stage that files are then
 * copied from, only a build can tell: then the packages in the image decide.
 */
export function installsRequirements(file: string): Check {
  const example = `RUN pip install -r ${file}`;
  return {
    name: check,
    wants: { kind: 'packages', requirements: file },
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'RUN'), example);
      if (refused !== undefined) return refused;
      const steps = stepsOfImage(witness.plan);
      const attempt = findInstall({ ...witness, file });
      const isBuilt = witness.evidence.image !== undefined;
      const stop = isBuilt ? undefined : explainFailingRun(steps, file);
      if (stop !== undefined && attempt !== undefined && attempt.kind !== 'fails') {
        return broken({ check, ...stop });
      }
      const packages = witness.evidence.image?.packages.get(file);
      if (attempt?.kind === 'installs') {
        return packages?.kind === 'missing' && attempt.site?.kind === 'own'
          ? broken({
              check,
              ...explainMissing(packages, file),
              range: attempt.step.instruction.range,
            })
          : holds;
      }
      if (attempt?.kind === 'unclear') {
        if (packages?.kind === 'installed') return holds;
        return packages?.kind === 'missing'
          ? broken({ check, ...explainMissing(packages, file) })
          : unknown(attempt.reason);
      }
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
