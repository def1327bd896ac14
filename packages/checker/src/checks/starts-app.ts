import { errorsAbout, refusedBy } from '../blame.ts';
import { judgeStart } from '../python/app-start.ts';
import type { Image } from '../python/start.ts';
import { shellOf } from '../shell.ts';
import { stepsOfImage } from '../stages.ts';
import { startOf } from '../start-of.ts';
import type { Check } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';
import { exampleOf } from './explain-start-slip.ts';
import { explainJson, explainNone, explainStart } from './explain-start.ts';
import { workingDirectoryOf } from './works-in.ts';

const check = 'starts-app';
/** A container of the image starts Python with this script of the build context. */
export function startsApp(app: { readonly script: string }): Check {
  const example = exampleOf(app.script);
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'CMD', 'ENTRYPOINT'), example);
      if (refused !== undefined) return refused;
      const { target } = witness.plan;
      const argv = startOf(witness.plan);
      if (target === undefined || argv.length === 0 || isEmptyShell(argv)) {
        return broken({ check, ...explainNone(witness, app.script) });
      }
      const steps = stepsOfImage(witness.plan);
      const image: Image = {
        target,
        steps,
        directory: workingDirectoryOf(witness),
        script: app.script,
        plan: witness.plan,
        submission: witness.submission,
        readShell: shellOf(target),
      };
      const start = judgeStart(argv, image);
      if (start.kind === 'starts') return holds;
      const json = explainJson(image, example);
      if (json !== undefined) return broken({ check, ...json });
      if (start.kind === 'unclear') return unknown(start.reason);
      return broken({ check, ...explainStart(witness, image, start.slip) });
    },
  };
}

/** `CMD` without words, in shell form. */
function isEmptyShell(argv: readonly string[]): boolean {
  return argv.length === 3 && argv[1] === '-c' && argv[2]?.trim() === '';
}
