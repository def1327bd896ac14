import type { Problem } from '@kit/dockerfile';
import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { flagOf } from '../instruction-flags.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { outputOf, stageCopies, takes } from '../node/built-files.ts';
import type { StageCopy } from '../node/built-files.ts';
import { list, quote } from '../plain-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holds } from '../verdict.ts';

const check = 'copies-built';
const docs = 'https://docs.docker.com/build/building/multi-stage/';

interface Wanted {
  /** The folder that the build makes, from the working directory: `dist`. */
  readonly output: string;
  /** The image to offer for the last stage. */
  readonly base: string;
}

/** The image takes what another stage has built, and nothing else that this stage has. */
export function copiesBuilt(wanted: Wanted): Check {
  return {
    name: check,
    judge(witness) {
      const errors = errorsAbout(witness, 'COPY', 'ADD').filter(
        (error) => !isOfHost(error, wanted),
      );
      const refused = refusedBy(check, witness, errors, exampleFor(undefined, wanted));
      if (refused !== undefined) return refused;
      const explanation = explain(witness, wanted);
      return explanation === undefined ? holds : broken({ check, docs, ...explanation });
    },
  };
}

/** `COPY dist dist`, which this check explains better than the builder. */
function isOfHost({ code, message }: Problem, { output }: Wanted): boolean {
  return code === 'missing-source' && message.includes(`\`${output}`);
}

function exampleFor(copy: Pick<StageCopy, 'stage'> | undefined, { output }: Wanted): string {
  const from = copy?.stage.name ?? 'build';
  const path = copy === undefined ? `/usr/src/app/${output}` : outputOf(copy.stage, output);
  return `COPY --from=${from} ${path} ./${output}`;
}

function explain(witness: Witness, wanted: Wanted): Explanation | undefined {
  const { plan } = witness;
  const { target } = plan;
  const copies = stageCopies(plan);
  if (target?.base.kind === 'stage') {
    const { from, base } = target;
    return {
      message: `The last stage builds on ${quote(base.stage.name ?? String(base.stage.index))}, and so has all that this stage has.`,
      why: '`FROM` a stage takes the whole of it: the sources, the tests, and what only the build needed.',
      help: `Start it from an image of its own, \`FROM ${wanted.base}\`, and take with \`COPY --from\` what the app needs.`,
      range: from.range,
    };
  }
  const broad = copies.find((copy) => takes(copy, wanted.output) === 'more');
  if (broad !== undefined) {
    return {
      message: `This line takes ${list(broad.sources.map((each) => quote(each)))} along, the sources and the tests with it.`,
      why: `The app needs no more than what was built, and that is in ${quote(outputOf(broad.stage, wanted.output))}.`,
      help: `Write ${quote(exampleFor(broad, wanted))}.`,
      range: broad.instruction.argument.range,
    };
  }
  if (copies.some((copy) => takes(copy, wanted.output) === 'output')) return undefined;
  return explainNone(witness, copies, wanted);
}

function explainNone(witness: Witness, [other]: readonly StageCopy[], wanted: Wanted): Explanation {
  const { plan } = witness;
  const first = plan.stages[0];
  const example = exampleFor(first && { stage: first }, wanted);
  const help = `Write ${quote(example)}.`;
  if (other !== undefined) {
    const [source = ''] = other.sources;
    return {
      message: `${quote(source)} is not what the stage ${quote(other.stage.name ?? String(other.stage.index))} has built.`,
      why: source.startsWith('/')
        ? `It was made in ${quote(outputOf(other.stage, wanted.output))}, the folder from \`WORKDIR\` in that stage.`
        : `With \`--from\` a path counts from \`/\`, not from \`WORKDIR\`. It was made in ${quote(outputOf(other.stage, wanted.output))}.`,
      help: `Write ${quote(exampleFor(other, wanted))}.`,
      range: other.instruction.argument.range,
    };
  }
  if (plan.stages.length < 2) {
    return {
      message: 'The Dockerfile has one stage, and so the image has all that the build needed.',
      why: 'Every `FROM` begins a new stage, and the last one becomes the image. It takes from earlier stages only what `COPY --from` names.',
      help: `Begin a second stage with \`FROM ${wanted.base}\`, and take what was built: ${quote(example)}.`,
    };
  }
  const copies = ofKind(stepsOfImage(plan), 'copy');
  const named = copies.find(({ instruction }) => flagOf(instruction, 'from') !== undefined);
  if (named !== undefined) {
    const written = flagOf(named.instruction, 'from') ?? '';
    return {
      message: `No stage above is named ${quote(written)}.`,
      why: 'Docker then takes it for an image of that name, and looks for it in a registry. A stage has the name that stands behind `AS` in its `FROM`.',
      help:
        first?.name === undefined ? 'Name the first stage: put `AS build` behind its image.' : help,
      range: named.instruction.range,
    };
  }
  const fromHost = copies.find(({ instruction }) =>
    instruction.words.some(({ text }) => text.replace(/^\.?\//, '').startsWith(wanted.output)),
  );
  if (fromHost !== undefined) {
    return {
      message: `This line takes ${quote(wanted.output)} from your own folder, not from the stage that has built it.`,
      why: 'Without `--from` a `COPY` takes from the folder that is handed to `docker build`.',
      help,
      range: fromHost.instruction.range,
    };
  }
  const lookAlike = explainLookAlike(witness, 'COPY', (argument) => argument.includes('--from'));
  return (
    lookAlike ?? {
      message: 'The last stage takes nothing of what was built.',
      why: 'What earlier stages have made is left behind with them, but for what `COPY --from` takes along.',
      help: `Add the line ${quote(example)} to the last stage.`,
    }
  );
}
