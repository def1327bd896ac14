import type { Dockerfile, Instruction } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { Refusal } from './refusal.ts';

/** What is refused wherever it stands, whatever its values are. */
export function refuseInstructions({ instructions }: Dockerfile): readonly Refusal[] {
  return instructions.flatMap((instruction) => {
    const { keyword, range } = instruction;
    switch (keyword) {
      case 'ONBUILD':
        return [{ ...onBuild, range }];
      case 'VOLUME':
        return [{ ...volume, range }];
      case 'ARG':
        return refuseArguments(instruction);
      case 'RUN':
        return refuseOptions(instruction);
      default:
        return [];
    }
  });
}

const onBuild = {
  rule: 'onbuild',
  message: '`ONBUILD` keeps an instruction for somebody else’s build.',
  why: 'It does nothing in your own image, and surprises whoever builds on it.',
  help: 'Write the instruction itself, without `ONBUILD`.',
} as const;

const volume = {
  rule: 'volume',
  message: '`VOLUME` has the engine keep a folder outside the container.',
  why: 'What is written there goes to the disk of the machine past every limit of the container, and stays when it is gone.',
  help: 'Remove the line: a folder of the image can be written to without it.',
} as const;

function refuseArguments({ pairs, range }: Instruction): readonly Refusal[] {
  const pair = pairs.find(({ name }) => /^["']?BUILDKIT_/i.test(name.text));
  if (pair === undefined) return [];
  return [
    {
      rule: 'buildkit-argument',
      range,
      message: `${quote(pair.name.text)} is an argument of the builder’s own.`,
      why: 'BuildKit takes orders by such names: which program reads the file, what it may do.',
      help: 'Give the argument another name, or remove the line.',
    },
  ];
}

const options: ReadonlySet<string> = new Set(['security', 'network', 'device']);

function refuseOptions({ flags }: Instruction): readonly Refusal[] {
  return flags
    .filter(({ name }) => options.has(name))
    .map(({ name, range }) => ({
      rule: 'run-option',
      range,
      message: `${quote(`RUN --${name}`)} is not for submissions.`,
      why: 'It asks for more of the machine than a build is given here.',
      help: 'Remove the option.',
    }));
}
