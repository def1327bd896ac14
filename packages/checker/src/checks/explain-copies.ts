import { posix } from 'node:path';
import type { BuildStep, Instruction } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { flagOf } from '../instruction-flags.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { list, quote } from '../plain-text.ts';
import { textAt } from '../source-text.ts';
import { hadolintRule } from '../rules.ts';
import { ofKind, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';
import { explainIgnored, explainLink } from './missing-source.ts';
import { namedLike } from './named-like.ts';
import { workingDirectoryOf } from './works-in.ts';

const docs = 'https://docs.docker.com/reference/dockerfile/#copy';
const contextDocs = 'https://docs.docker.com/build/concepts/context/';

type CopyStep = Extract<BuildStep, { kind: 'copy' }>;

/** Why a file is not where it belongs; `files` with one cause share one diagnostic. */
export type Cause =
  | { readonly kind: 'not-in-folder' }
  | { readonly kind: 'elsewhere'; readonly step: CopyStep; readonly path: string }
  | { readonly kind: 'ignored' }
  /** In the learner's folder there is a folder of that name. */
  | { readonly kind: 'folder-here' }
  /** A link that leads to nothing in the image. */
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'removed'; readonly by: Instruction; readonly isAmongOthers: boolean }
  | { readonly kind: 'replaced'; readonly source: string; readonly by?: Instruction }
  | { readonly kind: 'written-here'; readonly by?: Instruction }
  | { readonly kind: 'folder'; readonly by?: Instruction }
  | { readonly kind: 'from-top'; readonly step: CopyStep; readonly path: string }
  | { readonly kind: 'not-copied' };

export function explainCopies(
  witness: Witness,
  cause: Cause,
  files: readonly string[],
): Explanation {
  const names = list(files.map((file) => quote(file)));
  const directory = workingDirectoryOf(witness);
  switch (cause.kind) {
    case 'not-copied':
      return explainNotCopied(witness, files, names);
    case 'elsewhere':
      return explainElsewhere(cause.step, cause.path, files, directory);
    case 'not-in-folder':
      return explainNotInFolder(witness, files, names);
    case 'ignored':
      return explainIgnored(witness, names, files[0] ?? '');
    case 'link':
      return explainLink(names, cause.target);
    case 'folder-here':
      return {
        message: `${names} is a folder here.`,
        why: '`COPY` of a folder brings in what is in it, and not the folder itself. The app is started from a file of this name.',
        help: `Put the file ${names} beside the Dockerfile, in place of the folder.`,
        docs: contextDocs,
      };
    case 'removed':
      return {
        message: `Line ${cause.by.range.start.line} removes ${names} again.`,
        why: 'Each instruction works on what the one before it left; a file that is removed is not in the image.',
        help: cause.isAmongOthers
          ? 'Remove the command that does it, and keep the rest of the line.'
          : 'Remove this line.',
        docs,
        range: cause.by.range,
      };
    case 'replaced':
      return {
        message: `${names} in the image is the folder’s ${quote(cause.source)}.`,
        why: 'A `COPY` to a name that is already there replaces what was there; the last one stays.',
        help: `Copy the file under its own name: \`COPY ./${files[0] ?? ''} .\`.`,
        docs,
        ...(cause.by && { range: cause.by.range }),
      };
    case 'written-here':
      return {
        message: `${names} in the image is text from the Dockerfile, not the file of this folder.`,
        why: 'A here-document writes its own lines into the image, in place of a file of the build context.',
        help: `Copy the file: \`COPY ./${files[0] ?? ''} .\`.`,
        docs,
        ...(cause.by && { range: cause.by.range }),
      };
    case 'folder':
      return {
        message: `${names} in the image is a folder.`,
        why: 'A destination that ends with `/` is a folder, and the file is put into it.',
        help: `Write \`COPY ./${files[0] ?? ''} .\`.`,
        docs,
        ...(cause.by && { range: cause.by.range }),
      };
    case 'from-top':
      return explainFromTop(witness, cause.step, cause.path, names);
  }
}

function explainNotInFolder(
  { submission }: Witness,
  files: readonly string[],
  names: string,
): Explanation {
  const [file = ''] = files;
  const like = files.length === 1 ? namedLike(submission.context.entries, file) : undefined;
  const there = like === undefined ? '' : `; there is ${quote(like.path)}`;
  return {
    message: `${names} ${files.length > 1 ? 'are' : 'is'} not in this folder${there}.`,
    why: '`COPY` takes files from the folder that is handed to `docker build`, by their names letter by letter, and the app needs this one.',
    help: like?.help ?? `Put ${names} beside the Dockerfile.`,
    docs: contextDocs,
  };
}

/** Whether the arguments of a COPY take one of the files, or the whole folder. */
export function isCopyOf(argument: string, files: readonly string[]): boolean {
  return /^(--\S+\s+)*(\.\/?|\*)\s/.test(argument) || files.some((file) => argument.includes(file));
}

function explainNotCopied(witness: Witness, files: readonly string[], names: string): Explanation {
  const isMeant = (argument: string) => isCopyOf(argument, files);
  const lookAlike =
    explainLookAlike(witness, 'COPY', isMeant) ?? explainLookAlike(witness, 'ADD', isMeant);
  if (lookAlike !== undefined) return lookAlike;
  const run = ofKind(stepsOfImage(witness.plan), 'run').find(({ commands }) =>
    commands.some(({ argv }) => /^(cp|mv)$/.test(argv[0] ?? '')),
  );
  const lines = files.map((file) => `\`COPY ./${file} .\``);
  if (run !== undefined) {
    return {
      message: `\`RUN\` cannot copy ${names} into the image.`,
      why: 'A `RUN` command works inside the image and sees only what is in it already. `COPY` brings files in from your folder.',
      help: `Write ${list(lines)} instead.`,
      docs,
      range: run.instruction.range,
    };
  }
  return {
    message: `Nothing copies ${names} into the image.`,
    why: 'An image starts with the files of its base image alone. What lies in your folder gets in only by `COPY`.',
    help: `Add ${lines.length > 1 ? 'the lines' : 'the line'} ${list(lines)} below \`WORKDIR\`.`,
    docs,
  };
}

function explainFromTop(
  witness: Witness,
  { instruction, destination }: CopyStep,
  path: string,
  names: string,
): Explanation {
  const folder = posix.dirname(path);
  const inStage = posix.resolve('/', posix.relative(destination, folder));
  const from = flagOf(instruction, 'from') ?? '';
  return {
    message: `${quote(textAt(witness.dockerfile, instruction.range))} brings ${names} to ${quote(folder)}.`,
    why: 'With `--from` a source counts from the top of the other stage, `/`, and not from its working directory.',
    help: `Write ${quote(`COPY --from=${from} ${inStage} .`)}.`,
    docs,
    range: instruction.range,
  };
}

function explainElsewhere(
  { instruction, before, copied }: CopyStep,
  path: string,
  files: readonly string[],
  directory: string,
): Explanation {
  const range = instruction.words.at(-1)?.range ?? instruction.range;
  const file = files[0] ?? '';
  const names = list(files.map((name) => quote(name)));
  if (posix.basename(path) !== posix.basename(file)) {
    // The others are those whose name this one took.
    const renamed = files
      .filter((name) => copied.some((entry) => entry.source === name && entry.path === path))
      .map((name) => quote(name));
    return {
      message: `${list(renamed)} ${renamed.length > 1 ? 'become' : 'becomes'} a file named ${quote(path)} in the image.`,
      why: `There is no folder ${quote(path)}, and the destination does not end with \`/\`: so Docker takes it for the name of the copy.`,
      help: `Write ${list(files.map((name) => `\`COPY ./${name} .\``))}; \`.\` is the working directory.`,
      docs,
      ...(instruction.words.length > 2 && hadolintRule('DL3021')),
      range,
    };
  }
  const folder = posix.dirname(path);
  const isEarly =
    before.workingDirectory !== directory && !instruction.words.at(-1)?.text.startsWith('/');
  return {
    message: `${names} ${files.length > 1 ? 'are' : 'is'} copied to ${quote(folder)}, and the app’s folder is ${quote(directory)}.`,
    why: isEarly
      ? `A destination that does not start with \`/\` counts from the working directory, and on this line that is still ${quote(before.workingDirectory)}.`
      : 'Commands of the image start in its working directory and look for files there.',
    help: isEarly
      ? `Move this line below \`WORKDIR ${directory}\`.`
      : 'Make the destination `.`, which is the working directory.',
    docs,
    ...(isEarly && before.workingDirectory === '/' && hadolintRule('DL3045')),
    range,
  };
}
