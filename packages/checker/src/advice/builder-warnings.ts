import type { Instruction } from '@kit/dockerfile';
import { plain, quote } from '../plain-text.ts';
import type { Advice } from '../step.ts';
import { buildKitRule } from '../rules.ts';

/** What BuildKit's own checks find; it builds the image all the same. */
export const builderWarnings: Advice = {
  name: 'builder-warnings',
  advise: ({ plan }) =>
    plan.warnings.flatMap(({ code, message, range, instruction }) => {
      const text = texts[code];
      if (text === undefined) return [];
      const [why, help] = text;
      return [
        {
          check: 'builder-warnings',
          message: sentence(message),
          why,
          help: asList(code, instruction) ?? help,
          ...buildKitRule(code),
          range,
        },
      ];
    }),
};

/** The words of a plain command as a list; of one that needs its shell nothing is said. */
function asList(code: string, instruction: Instruction | undefined): string | undefined {
  const { keyword = '', argument } = instruction ?? {};
  if (code !== 'JSONArgsRecommended' || argument === undefined) return undefined;
  if (!/^[\w./:=,@%+ -]+$/.test(argument.text)) return undefined;
  const words = argument.text.split(/ +/).map((word) => `"${word}"`);
  return `Write ${quote(`${keyword} [${words.join(', ')}]`)}.`;
}

function sentence(text: string): string {
  const clean = plain(text, 300);
  return `${clean.charAt(0).toUpperCase()}${clean.slice(1)}.`;
}

/** By the name of the rule: why it matters, and the one change. */
const texts: Readonly<Record<string, readonly [why: string, help: string]>> = {
  ConsistentInstructionCasing: [
    'Docker reads both. People find an instruction faster where all are written alike.',
    'Write all instructions in upper case.',
  ],
  CopyIgnoredFile: [
    'What `.dockerignore` names is not handed to the builder.',
    'Remove the file from this line, or from `.dockerignore`.',
  ],
  DuplicateStageName: [
    'A name should lead to one stage, whoever reads the file.',
    'Give one of them another name.',
  ],
  ExposeInvalidFormat: [
    'Which port of the machine is used is said when a container starts, with `docker run -p`.',
    'Write the container’s port alone.',
  ],
  ExposeProtoCasing: ['Docker writes it in lower case into the image.', 'Write it in lower case.'],
  FromAsCasing: ['`FROM … AS …` is one instruction.', 'Write both in upper case.'],
  FromPlatformFlagConstDisallowed: [
    'The image is the same then on every machine, and slow on those that have to imitate that one.',
    'Remove `--platform`; with `docker build --platform` it is said when it is built.',
  ],
  JSONArgsRecommended: [
    'In shell form a shell is the container’s first process, and it does not hand on the signal of `docker stop`: the app is killed ten seconds later.',
    'Write the words as a list in double quotes: `["program", "argument"]`.',
  ],
  LegacyKeyValueFormat: [
    'With a space everything up to the end of the line is the value; with `=` a line can hold several.',
    'Write `=` between name and value.',
  ],
  MaintainerDeprecated: [
    'Labels have taken its place: `docker inspect` shows them, and there can be more than one.',
    'Write `LABEL org.opencontainers.image.authors="…"`.',
  ],
  MultipleInstructionsDisallowed: [
    'Only the last one of its kind counts; this one does nothing.',
    'Remove this line.',
  ],
  NoEmptyContinuation: [
    'Docker still passes over it, and says that it will refuse it one day.',
    'Remove the blank line.',
  ],
  RedundantTargetPlatform: [
    'The platform that is built for is what `FROM` starts from anyhow.',
    'Remove `--platform`.',
  ],
  ReservedStageName: [
    'Where it is used nobody can tell which is meant.',
    'Give the stage another name.',
  ],
  StageNameCasing: [
    'Docker compares the names of stages in lower case.',
    'Write the name of the stage in lower case.',
  ],
  UndefinedVar: [
    'A variable that is not set becomes nothing.',
    'Set it above with `ENV` or `ARG`, or write its value.',
  ],
  WorkdirRelativePath: [
    'It is added to the working directory before it, and the base image’s can change.',
    'Write the folder from the root, beginning with `/`.',
  ],
};
