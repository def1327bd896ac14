import { findInstall } from '../python/requirements-install.ts';
import { quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Advice } from '../step.ts';

/** Lists of packages and the like are for pip, as the wanted file is. */
function isCode(path: string): boolean {
  return !/\.(txt|in|toml|cfg|lock|whl)$/.test(path);
}

/**
 * Whatever changes in a file that was copied, Docker does again all that stands
 * below; what is installed before the code is copied is not installed again.
 */
export function requirementsFirst(file: string): Advice {
  const name = 'requirements-first';
  return {
    name,
    advise({ plan, submission }) {
      const steps = stepsOfImage(plan);
      const attempt = findInstall({ plan, submission, file });
      if (attempt?.kind !== 'installs') return [];
      const { instruction } = attempt.step;
      const early = ofKind(steps.slice(0, steps.indexOf(attempt.step)), 'copy').find(({ copied }) =>
        copied.some(({ source }) => source !== file && isCode(source)),
      );
      if (early === undefined) return [];
      return [
        {
          check: name,
          message:
            'Each change of the code makes Docker install the packages again: on one machine 1.5 seconds for a rebuild of the sample app instead of 0.2.',
          why: `Docker keeps the result of every instruction, until a file that one of them copies has changed; from there on it does all again. Line ${early.instruction.range.start.line} copies code, and the packages are installed below it. Packages that have to be fetched first take longer still.`,
          help: `Copy ${quote(file)} alone, install, and copy the rest below.`,
          docs: 'https://docs.docker.com/build/cache/optimize/#order-your-layers',
          range: instruction.range,
        },
      ];
    },
  };
}
