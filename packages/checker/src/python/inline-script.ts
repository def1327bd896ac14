import { posix } from 'node:path';
import type { BuildStep, FileOrigin, ImageFiles, ShellCommand } from '@kit/dockerfile';
import { fileAt, mayChange } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import type { Submission } from '../submission.ts';
import type { Argv } from './python-command.ts';

/** A shell script of the image whose text is known: from a here-document, or copied from the build context. */
export interface InlineScript {
  /** The shell that reads it, as `sh` or `/bin/bash`. */
  readonly shell: string;
  readonly text: string;
  /** What it is called with, its own name first. */
  readonly words: Argv;
}

/** The image as who runs the script finds it. */
export interface ScriptSurroundings {
  readonly directory: string;
  readonly files: ImageFiles;
  /** What was done before. */
  readonly steps: readonly BuildStep[];
  /** A shell calls it: one without a first line `#!` it reads itself. */
  readonly isCalledByShell: boolean;
  readonly submission: Submission;
}

const shellName = /^(sh|bash|ash|dash)$/;

/**
 * The script that `sh FILE …` or `FILE …` runs.
 * @returns `undefined` where nothing tells what is in it.
 */
export function inlineScriptOf(
  argv: Argv,
  { directory, files, steps, isCalledByShell, submission }: ScriptSurroundings,
): InlineScript | undefined {
  const [program, file] = argv;
  if (program === undefined) return undefined;
  const isByShell = shellName.test(posix.basename(program));
  const written = isByShell ? file : program;
  if (written === undefined || /^-|\.py$/.test(written)) return undefined;
  if (!isByShell && !written.includes('/')) return undefined;
  const path = posix.resolve(directory, written);
  const origin = fileAt(files, path, steps);
  if (typeof origin === 'string' || isChanged(path, steps)) return undefined;
  const text = textOfOrigin(origin, submission);
  // To a shell of Linux the line end of Windows is part of the last word.
  if (text === undefined || text.includes('\r')) return undefined;
  const words = argv.slice(isByShell ? 1 : 0);
  if (isByShell) return { shell: program, text, words };
  const named = /^#! *(?:\/usr\/bin\/env )?(\S+)/.exec(text)?.[1];
  const shell = isCalledByShell && /^(?!#!)[^\0]*$/.test(text) ? 'sh' : named;
  if (shell === undefined || !shellName.test(posix.basename(shell))) return undefined;
  const isExecutable = isExecutableInContext(origin, submission) || isMadeExecutable(path, steps);
  return isExecutable ? { shell, text, words } : undefined;
}

/** What is in a file, where the folder or the Dockerfile has it. */
export function textOfOrigin(origin: FileOrigin, submission: Submission): string | undefined {
  if (origin.kind === 'inline') return origin.content;
  return origin.kind === 'context' ? submission.textOf(origin.path) : undefined;
}

/** Whether a command other than those that run it may have changed it since. */
function isChanged(path: string, steps: readonly BuildStep[]): boolean {
  return steps.some(
    (step) =>
      step.kind === 'run' &&
      step.commands.some((command) => !runs(command, path) && mayChange(command, path)),
  );
}

function runs(
  { argv: [program = '', file], directory = '/' }: ShellCommand,
  path: string,
): boolean {
  const isByShell = shellName.test(posix.basename(program));
  return posix.resolve(directory, isByShell ? (file ?? '') : program) === path;
}

/** As it lies in the build context. */
export function isExecutableInContext(origin: FileOrigin, { context }: Submission): boolean {
  if (origin.kind !== 'context') return false;
  const entry = context.entries.find(({ path }) => path === origin.path);
  return entry !== undefined && (entry.mode & 0o111) !== 0;
}

/** Whether a COPY or a `chmod` says so of the file at a path. */
export function isMadeExecutable(path: string, steps: readonly BuildStep[]): boolean {
  return steps.some((step) => {
    if (step.kind === 'copy') {
      const mode = flagOf(step.instruction, 'chmod') ?? '';
      return /[157]|x/.test(mode) && step.copied.some((copied) => copied.path === path);
    }
    if (step.kind !== 'run') return false;
    return step.commands.some(
      ({ argv, directory = '/' }) =>
        argv[0] === 'chmod' &&
        argv.some((word) => word !== undefined && posix.resolve(directory, word) === path),
    );
  });
}
