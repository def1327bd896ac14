import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Attempt, StepFolder } from '@kit/verify';
import { readOptional } from '@kit/verify';
import { claim } from '../claim.ts';
import type { Claim, Problem } from '../claim.ts';
import type { Content } from '../content.ts';
import { expectedText, fixedText } from '../expected-text.ts';
import type { Judge } from '../judge-attempts.ts';

const fewest = 3;

export interface MistakeOptions {
  /** Writes what a mistake is answered with to its `expected.txt`. */
  readonly update: boolean;
}

/** What has to hold of the mistakes of a step. */
export function claimsOfMistakes(
  { root, folders, workshop }: Content,
  folder: StepFolder,
  judge: Judge,
  options: MistakeOptions,
): readonly Claim[] {
  const { step, directory, mistakes } = folder;
  const needsEngine = step.goal !== 'parse';
  const judged = needsEngine ? judge.onEngine : judge.statically;
  const file = path.relative(root, path.join(directory, 'mistakes'));
  return [
    claim(`has ${fewest} mistakes or more`, () =>
      mistakes.length >= fewest
        ? []
        : [
            {
              file,
              message: `There ${mistakes.length === 1 ? 'is one mistake' : `are ${mistakes.length} mistakes`}.`,
              help: `Think of what learners will get wrong here, and make a folder for each: ${fewest} at least.`,
            },
          ],
    ),
    ...mistakes.map((mistake) => ({
      says: `mistake: ${mistake.name}`,
      needsEngine,
      prove: () => proveMistake(mistake),
    })),
    {
      says: 'each of its checks is tripped by a mistake',
      needsEngine,
      prove: async () => {
        const all = await Promise.all(mistakes.map((mistake) => judged(mistake)));
        return step.checks
          .filter((check) => !all.some(({ tripped }) => tripped.has(check)))
          .map(({ name }) => ({
            file,
            message: `No mistake trips the check \`${name}\`.`,
            help: 'Add a mistake that it finds, or take the check out of `step.ts`.',
          }));
      },
    },
  ];

  async function proveMistake(mistake: Attempt): Promise<readonly Problem[]> {
    const { results } = await judged(mistake);
    const where = path.relative(root, mistake.directory);
    const before = folders
      .slice(0, folders.indexOf(folder))
      .filter((each) => each.step.goal !== 'tag') // about names, whatever the image is
      .find((each) => results.get(each.step.id)?.status === 'failed');
    const result = results.get(step.id);
    if (before !== undefined || result?.status !== 'failed') {
      const message =
        before === undefined
          ? `The step is “${result?.status}” with it, not failed.`
          : `It fails \`${before.name}\`, an earlier step.`;
      const help = 'Let it be wrong in what this step asks for, and in nothing else.';
      return [{ file: where, message, help }];
    }
    const given = fixedText(expectedText(result.diagnostics));
    const expected = path.join(mistake.directory, 'expected.txt');
    const listed = await readOptional(expected);
    if (listed === given) return [];
    if (options.update) {
      await writeFile(expected, given);
      return [];
    }
    const name = path.relative(root, expected);
    const update = `\`pnpm workshop test ${workshop.name} --update${needsEngine ? ' --engine' : ''}\``;
    return [
      {
        file: name,
        message:
          listed === undefined
            ? `It is missing. The mistake is answered with\n${given.trimEnd()}`
            : `It lists other words than the mistake is answered with.\n${difference(listed, given)}`,
        help: `Read the answer as a learner will. Where it is right, ${update} writes it there; where not, mend the mistake or the check.`,
      },
    ];
  }
}

/** The lines that only one of two texts has. */
function difference(listed: string, given: string): string {
  const [one, other] = [listed.split('\n'), given.split('\n')];
  const removed = one.filter((line) => !other.includes(line)).map((line) => `- ${line}`);
  const added = other.filter((line) => !one.includes(line)).map((line) => `+ ${line}`);
  return [...removed, ...added].join('\n');
}
