import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StepFolder } from '@kit/verify';
import { claim } from '../claim.ts';
import type { Claim } from '../claim.ts';
import type { Content } from '../content.ts';

/** What has to hold of the hints of a step. */
export function claimsOfHints({ root }: Content, folder: StepFolder): readonly Claim[] {
  const { hints, directory, solution } = folder;
  const file = path.relative(root, path.join(directory, 'hints.md'));
  return [
    claim('has two hints or more', () =>
      hints.length >= 2
        ? []
        : [
            {
              file,
              message: `There ${hints.length === 1 ? 'is one hint' : 'are no hints'}.`,
              help: 'Write two or three as a numbered list, the gentlest first.',
            },
          ],
    ),
    claim('only its last hint holds a whole line of the solution', () => {
      const dockerfile = readFileSync(path.join(solution.directory, 'Dockerfile'), 'utf8');
      const lines = dockerfile.split('\n').filter((line) => line.trim() !== '');
      const typed = solution.commands.map(({ tag = '' }) => `docker build -t ${tag}`);
      return hints.slice(0, -1).flatMap((hint, index) => {
        const told = [...lines, ...typed].find((line) => hint.includes(line));
        return told === undefined
          ? []
          : [
              {
                file,
                message: `Hint ${index + 1} tells a whole line of the solution, \`${told}\`.`,
                help: 'Let it point the way only; the last hint may tell the line.',
              },
            ];
      });
    }),
  ];
}
