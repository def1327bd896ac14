import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Goal, StepResult } from '@kit/checker';
import type { Attempt, StepFolder } from '@kit/verify';
import { claim } from '../claim.ts';
import type { Claim, Problem } from '../claim.ts';
import type { Content } from '../content.ts';
import { expectedText } from '../expected-text.ts';
import type { Judge, Judged } from '../judge-attempts.ts';

/** What has to hold of a step's solution, and of that of the step before. */
export async function claimsOfSolution(
  { root, folders }: Content,
  folder: StepFolder,
  judge: Judge,
): Promise<readonly Claim[]> {
  const { step, solution } = folder;
  const needsEngine = step.goal !== 'parse';
  const upToHere = folders.slice(0, folders.indexOf(folder) + 1);
  const before = folders[upToHere.length - 2]?.solution;
  const file = path.relative(root, solution.directory);

  const passes = (wanted: readonly StepFolder[], judged: Judged): readonly Problem[] =>
    wanted.flatMap((each) => {
      const result = judged.results.get(each.step.id);
      if (result?.status === 'passed') return [];
      const which =
        each === folder ? 'It does not pass this step' : `It does not pass \`${each.name}\``;
      return [
        {
          file,
          message: `${which}: ${inWords(result)}`,
          help: 'Mend the solution, or the checks.',
        },
      ];
    });

  const claims = [
    claim('its step.ts is what the workshop lists', async () => {
      const declared = path.join(folder.directory, 'step.ts');
      const loaded = (await import(pathToFileURL(declared).href)) as { readonly default: unknown };
      if (loaded.default === step) return [];
      return [
        {
          file: path.relative(root, declared),
          message: `The step \`${step.id}\` in the list of \`workshop.ts\` is not this one.`,
          help: 'Export it here as the default, and put that into the list.',
        },
      ];
    }),
    claim('its solution passes all that needs no engine, up to this step', async () =>
      passes(
        upToHere.filter((each) => each.step.goal === 'parse'),
        await judge.statically(solution),
      ),
    ),
  ];
  if (!needsEngine) {
    return [
      ...claims,
      claim('the solution of the step before does not pass', async () =>
        stillFails(await judge.statically(before)),
      ),
    ];
  }
  return [
    ...claims,
    {
      says: 'its solution passes this step and all before it, built and run',
      needsEngine,
      prove: async () => passes(upToHere, await judge.onEngine(solution)),
    },
    // A step may ask for nothing more than the one before: then only a mistake fails it.
    ...(before === undefined || (await isSame(before, solution, step.goal))
      ? []
      : [
          {
            says: 'the solution of the step before does not pass',
            needsEngine,
            prove: async () => stillFails(await judge.onEngine(before)),
          },
        ]),
  ];

  function stillFails({ results }: Judged): readonly Problem[] {
    const status = results.get(step.id)?.status;
    if (status === 'failed') return [];
    return [
      {
        file: path.relative(root, path.join(folder.directory, 'step.ts')),
        message: `${before === undefined ? 'An empty folder' : 'The solution of the step before'} is “${status}” here, so that the step asks for nothing.`,
        help: 'Give the step a check that fails until the learner has done something.',
      },
    ];
  }
}

function inWords(result: StepResult | undefined): string {
  if (result === undefined) return 'it was not judged.';
  if (result.status === 'failed') return expectedText(result.diagnostics).trim();
  if (result.status === 'blocked') return `\`${result.blockedBy}\` is in its way.`;
  return result.status === 'skipped' ? result.reason : `it is “${result.status}”.`;
}

/** Commands have a say in tags alone. */
async function isSame(one: Attempt, other: Attempt, goal: Goal): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map(({ directory }) => readFile(path.join(directory, 'Dockerfile'), 'utf8')),
  );
  if (first !== second) return false;
  return goal !== 'tag' || JSON.stringify(one.commands) === JSON.stringify(other.commands);
}
