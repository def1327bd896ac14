import { posix } from 'node:path';
import type { BuildStep, ShellCommand } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { fileAt } from '../image-file.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { runsScript as doesRun } from '../node/npm-script.ts';
import type { NpmScript } from '../node/npm-script.ts';
import { quote } from '../plain-text.ts';
import { lineageOf, neededStages, ofKind } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds } from '../verdict.ts';

const check = 'runs-script';
const docs = 'https://docs.docker.com/reference/dockerfile/#run';

type RunStep = Extract<BuildStep, { kind: 'run' }>;

/** The build of the image runs a script of package.json, and stops where it fails. */
export function runsScript(script: NpmScript): Check {
  const line = lineOf(script);
  return {
    name: `${check}-${script.name}`,
    judge(witness) {
      const refused = refusedBy(
        `${check}-${script.name}`,
        witness,
        errorsAbout(witness, 'RUN'),
        line,
      );
      if (refused !== undefined) return refused;
      const explanation = explain(witness, script);
      return explanation === undefined
        ? holds
        : broken({ check: `${check}-${script.name}`, docs, ...explanation });
    },
  };
}

/** As one types it: `npm test` is short for `npm run test`. */
function lineOf({ name }: NpmScript): string {
  return name === 'test' ? 'RUN npm test' : `RUN npm run ${name}`;
}

interface Found {
  readonly step: RunStep;
  readonly command: ShellCommand;
  /** What was done before it, for its stage. */
  readonly before: readonly BuildStep[];
  readonly isNeeded: boolean;
}

function explain(witness: Witness, script: NpmScript): Explanation | undefined {
  const all = runsIn(witness);
  const found = all.filter(({ command }) => doesRun(command, script));
  const line = lineOf(script);
  const problems = found.map((each) => problemOf(each, line));
  if (problems.some((problem) => problem === undefined)) return undefined;
  const [problem] = problems;
  if (problem !== undefined) return problem;
  const misspelt = all.find(({ command }) => isNearly(command, script));
  if (misspelt !== undefined) {
    return {
      message: `\`package.json\` has no script ${quote(misspelt.command.argv.at(-1) ?? '')}.`,
      why: `npm runs what stands under \`scripts\` in \`package.json\`, by its name, letter by letter.`,
      help: `Write ${quote(line)}.`,
      range: misspelt.step.instruction.argument.range,
    };
  }
  const isMeant = (argument: string) => argument.startsWith(line.slice('RUN '.length));
  const lookAlike =
    explainLookAlike(witness, 'RUN', isMeant) ?? explainOtherKeyword(witness, isMeant, line);
  return (
    lookAlike ?? {
      message: `Nothing in the build runs ${quote(line.slice('RUN '.length))}.`,
      why: 'What `RUN` starts, Docker carries out while it builds the image, and stops where it fails: then there is no image.',
      help: `Add the line ${quote(line)} to the first stage, below \`COPY\`.`,
    }
  );
}

function problemOf(
  { step, command, before, isNeeded }: Found,
  line: string,
): Explanation | undefined {
  const range = step.instruction.argument.range;
  if (!isNeeded) {
    return {
      message: 'Docker passes over the stage in which this line stands.',
      why: 'It carries out only stages that the last one needs: by `FROM`, or by `COPY --from`. Nothing needs this one, so nothing in it is ever run.',
      help: 'Let the last stage copy something from it, or move the line into a stage that it copies from.',
      docs: 'https://docs.docker.com/build/building/multi-stage/',
      range,
    };
  }
  if (!command.failureStopsBuild) {
    return {
      message: 'The build goes on although this fails.',
      why: 'Docker stops where a `RUN` ends with another exit code than 0. What follows the command here hides its code.',
      help: `Write ${quote(line)} alone.`,
      range,
    };
  }
  const file = posix.join(command.directory ?? '/', 'package.json');
  if (command.directory !== undefined && fileAt(step.before.files, file, before) === 'absent') {
    return {
      message: `There is no ${quote(file)} when this line is reached.`,
      why: 'npm looks for it in the folder in which the command runs. Docker carries out the lines from top to bottom.',
      help: 'Copy the app above this line, into the folder from `WORKDIR`.',
      range,
    };
  }
  return undefined;
}

function runsIn({ plan }: Witness): readonly Found[] {
  const needed = new Set(neededStages(plan));
  // A last stage that takes nothing yet is the matter of another check.
  const takesNothing = needed.size < 2;
  return plan.stages.flatMap((stage) => {
    const steps = lineageOf(stage).flatMap((each) => each.steps);
    return ofKind(stage.steps, 'run').flatMap((step) =>
      step.commands.map((command) => ({
        step,
        command,
        before: steps.slice(0, steps.indexOf(step)),
        isNeeded: takesNothing || needed.has(stage),
      })),
    );
  });
}

function isNearly({ argv }: ShellCommand, { name }: NpmScript): boolean {
  const [program, ...words] = argv;
  const last = words.at(-1) ?? '';
  return program === 'npm' && last !== name && distance(last, name) <= 2;
}

/** `CMD npm run build`: in every container, and not in the build. */
function explainOtherKeyword(
  { plan }: Witness,
  isMeant: (argument: string) => boolean,
  line: string,
): Explanation | undefined {
  const step = plan.stages
    .flatMap(({ steps }) => steps)
    .find(
      ({ kind, instruction }) =>
        kind === 'command' &&
        isMeant(
          instruction.argument.text
            .replaceAll(/[[\]",]+/g, ' ')
            .replaceAll(/\s+/g, ' ')
            .trim(),
        ),
    );
  if (step === undefined) return undefined;
  return {
    message: `${quote(step.instruction.keyword)} runs nothing while the image is built.`,
    why: 'It notes what a container starts with. The tests, and what is made for the image, belong into the build.',
    help: `Write ${quote(line)} instead.`,
    range: step.instruction.range,
  };
}
