import type { BuildStep } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import type { PackagesEvidence } from '../evidence.ts';
import { explainJsonProblem } from '../json-form.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { list, quote } from '../plain-text.ts';
import { rangeOfWord } from '../source-text.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';

const docs = 'https://docs.docker.com/reference/dockerfile/#run';
const pipDocs = 'https://pip.pypa.io/en/stable/cli/pip_install/';

/** Why a list of RUN that is no JSON installs nothing. */
export function explainJson(steps: readonly BuildStep[], file: string): Explanation | undefined {
  const step = ofKind(steps, 'run').find(
    ({ instruction }) =>
      instruction.jsonProblem !== undefined && instruction.argument.text.includes(file),
  );
  if (step?.instruction.jsonProblem === undefined) return undefined;
  return explainJsonProblem(
    step.instruction,
    step.instruction.jsonProblem,
    step.commands[0]?.argv[0],
    `RUN pip install -r ${file}`,
  );
}

/** Why nothing is installed, where nothing tries to. */
export function explainNone(witness: Witness, file: string): Explanation {
  const lookAlike = explainLookAlike(witness, 'RUN', (text) => /pip|requirements/.test(text));
  if (lookAlike !== undefined) return lookAlike;
  const never = ofKind(stepsOfImage(witness.plan), 'run').find(({ instruction }) =>
    /\bpip3? /.test(instruction.argument.text),
  );
  if (never !== undefined) {
    return {
      message: 'On this line pip is never started.',
      why: 'After `||` a command runs only where the one before it fails, after `&&` only where it succeeds; what follows `#` or `:` does nothing at all.',
      help: `Write \`RUN pip install -r ${file}\`.`,
      docs,
      range: never.instruction.argument.range,
    };
  }
  const command = ofKind(stepsOfImage(witness.plan), 'command').find(({ instruction }) =>
    /\bpip3?\b/.test(instruction.argument.text),
  );
  if (command !== undefined) {
    return {
      message: `\`${command.instruction.keyword}\` installs the packages each time a container starts, not in the image.`,
      why: '`RUN` is carried out once, while the image is built, and what it installs is kept in the image. `CMD` and `ENTRYPOINT` only say what a container starts with.',
      help: `Add the line \`RUN pip install -r ${file}\` above this one.`,
      docs,
      range: command.instruction.range,
    };
  }
  const other = explainOtherProgram(witness, file);
  if (other !== undefined) return other;
  return {
    message: `Nothing installs the packages that ${quote(file)} names.`,
    why: 'The base image brings Python and pip, but not the packages this app imports. Without them it stops as soon as it starts.',
    help: `Add the line \`RUN pip install -r ${file}\` below the \`COPY\` of ${quote(file)}.`,
    docs,
  };
}

/** A command that is written much like pip, or says to install the file, and is not pip. */
function explainOtherProgram({ plan, dockerfile }: Witness, file: string): Explanation | undefined {
  for (const { commands, instruction } of ofKind(stepsOfImage(plan), 'run')) {
    const program = commands.find(
      ({ argv }) =>
        !/^pip3?$/.test(argv[0] ?? '') &&
        (argv[0]?.startsWith('pip') === true || (argv.includes('install') && argv.includes(file))),
    )?.argv[0];
    if (program === undefined) continue;
    return {
      message: `${quote(program)} does not install the packages that ${quote(file)} names.`,
      why: 'The first word of a command is the program to start. The one that installs Python’s packages, and reads the list of them, is `pip`.',
      help: `Write \`RUN pip install -r ${file}\`.`,
      docs: pipDocs,
      range: rangeOfWord(dockerfile, instruction.argument.range, program),
    };
  }
  return undefined;
}

/** What the built image lacks. */
export function explainMissing(
  { names, folders }: Extract<PackagesEvidence, { kind: 'missing' }>,
  file: string,
): Explanation {
  const [folder] = folders;
  const where = folder === undefined ? 'its own folders' : quote(folder);
  return {
    message: `The built image does not have ${list(names.slice(0, 3).map((name) => quote(name)))}, which ${quote(file)} names.`,
    why: `Python looks for packages in ${where}. What is not there the app cannot import.`,
    help: `Write \`RUN pip install -r ${file}\`.`,
    docs: pipDocs,
  };
}
