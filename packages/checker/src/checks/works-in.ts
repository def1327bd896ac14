import { posix } from 'node:path';
import { isKnown } from '@kit/dockerfile';
import type { BuildStep, Instruction } from '@kit/dockerfile';
import { errorsAbout, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { explainLookAlike, explainSwallowed } from '../look-alikes.ts';
import { plain, quote } from '../plain-text.ts';
import { hadolintRule } from '../rules.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { explainOneLine } from '../stray-lines.ts';
import { explainUnset } from '../unset-variable.ts';
import { broken, holds } from '../verdict.ts';

const check = 'works-in';
const docs = 'https://docs.docker.com/reference/dockerfile/#workdir';

/** Containers of the image start in this folder. */
export function worksIn(directory: string): Check {
  const example = `WORKDIR ${directory}`;
  return {
    name: check,
    judge(witness) {
      const refused = refusedBy(check, witness, errorsAbout(witness, 'WORKDIR'), example);
      if (refused !== undefined) return refused;
      if (workingDirectoryOf(witness) === directory) return holds;
      return broken({ check, ...explain(witness, directory) });
    },
  };
}

/** Of the image, `/` where none was set; `/usr/src/app/` and `/usr/src/app` are one folder. */
export function workingDirectoryOf({ plan }: Witness): string {
  return posix.resolve('/', plan.target?.config.WorkingDir ?? '/');
}

function explain(witness: Witness, directory: string): Explanation {
  const steps = stepsOfImage(witness.plan);
  const last = steps.findLast(({ instruction }) => instruction.keyword === 'WORKDIR');
  if (last !== undefined) return explainOther(witness, directory, last);
  const lookAlike = explainLookAlike(witness, 'WORKDIR', () => true);
  if (lookAlike !== undefined) return lookAlike;
  const cd = ofKind(steps, 'run').find(({ commands }) =>
    commands.some(({ argv }) => argv[0] === 'cd'),
  );
  if (cd !== undefined) {
    return {
      message: `\`RUN cd\` does not change the working directory of the image.`,
      why: 'Each `RUN` starts a shell of its own. When it ends, the folder it went to is forgotten; only `WORKDIR` is kept.',
      help: `Write \`WORKDIR ${directory}\` instead.`,
      ...hadolintRule('DL3003'),
      range: cd.instruction.range,
    };
  }
  const made = ofKind(steps, 'run').find(({ commands }) =>
    commands.some(({ argv }) => argv[0] === 'mkdir' && argv.at(-1)?.startsWith(directory)),
  );
  if (made !== undefined) {
    return {
      message: '`RUN mkdir` makes the folder, and does not make it the working directory.',
      why: 'Instructions and containers start in `/` until a `WORKDIR` says otherwise. It makes the folder by itself where there is none.',
      help: `Write \`WORKDIR ${directory}\` instead.`,
      docs,
      range: made.instruction.range,
    };
  }
  return {
    message: 'The image sets no working directory: its containers start in `/`.',
    why: '`WORKDIR` makes the folder and goes there. Every `COPY`, `RUN` and `CMD` after it works from there.',
    help: `Add the line \`WORKDIR ${directory}\` below \`FROM\`.`,
    docs,
  };
}

function explainOther(witness: Witness, directory: string, last: BuildStep): Explanation {
  return {
    message: `The working directory of the image is ${quote(workingDirectoryOf(witness))}.`,
    help: `Write \`WORKDIR ${directory}\`.`,
    docs,
    range: last.instruction.argument.range,
    ...reasonFor(witness, directory, last),
  };
}

type Reason = Pick<Explanation, 'why'> & Partial<Explanation>;

/** Why the last WORKDIR leads elsewhere, and what to do where that is not just to write the folder. */
function reasonFor(
  witness: Witness,
  directory: string,
  { instruction, before }: BuildStep,
): Reason {
  const actual = workingDirectoryOf(witness);
  const written = instruction.argument.text;
  const joined = explainOneLine(instruction) ?? explainSwallowed(witness, instruction);
  if (joined !== undefined) return joined;
  if (written.includes('#')) {
    return {
      why: 'A `#` starts a comment only at the beginning of a line. Here it is part of the name of the folder.',
      help: `Write \`WORKDIR ${directory}\` and put the comment on a line of its own.`,
    };
  }
  if (plain(written, written.length).includes('\ufffd')) {
    return {
      why: 'Where `\ufffd` stands is a character that cannot be seen, as text copied from a web page may hold. It is part of the name of the folder.',
      help: `Type the line anew: \`WORKDIR ${directory}\`.`,
    };
  }
  if (written.includes('\\')) {
    const why =
      'A backslash only marks the character after it, and is dropped. In an image, folders are separated by `/`.';
    return { why };
  }
  if (written.startsWith('~')) {
    const why =
      '`~` means the home folder to a shell. No shell reads `WORKDIR`, so Docker makes a folder with that name.';
    return { why };
  }
  if (!isKnown(actual)) {
    const why = `A variable in ${quote(written)} has its value from the base image, so this line does not say which folder it is.`;
    return { why };
  }
  if (written.includes('$')) {
    const why = `Docker puts in the value that each variable has on this line, so ${quote(written)} becomes ${quote(actual)}.`;
    return { why, ...explainUnset(witness, instruction, `WORKDIR ${directory}`) };
  }
  if (!/^["']?[/\\]/.test(written) && before.workingDirectory !== '/') {
    const why = `${quote(written)} does not start with \`/\`, so Docker adds it to the working directory before it, ${quote(before.workingDirectory)}.`;
    return { why, ...hadolintRule('DL3000') };
  }
  if (actual.toLowerCase() === directory) {
    const why =
      'A container runs Linux, and there upper and lower case letters make different names.';
    return { why };
  }
  if (replacesRightOne(witness, directory, instruction)) {
    return {
      why: 'The last `WORKDIR` decides where containers start; this one replaces the one above.',
      help: 'Remove this line.',
    };
  }
  if (/[\s;,[\]"']/.test(written)) {
    const why =
      'All that stands after `WORKDIR` is the name of one folder, with its spaces, brackets and signs.';
    return { why };
  }
  const why = `Containers start in this folder, and the steps of this workshop keep the app in \`${directory}\`.`;
  return { why };
}

function replacesRightOne({ plan }: Witness, directory: string, instruction: Instruction): boolean {
  return stepsOfImage(plan).some(
    (step) =>
      step.instruction !== instruction &&
      step.instruction.keyword === 'WORKDIR' &&
      step.instruction.argument.text.startsWith(directory),
  );
}
