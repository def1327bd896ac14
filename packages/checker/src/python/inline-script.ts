import { posix } from 'node:path';
import type { BuildStep, ImageFiles } from '@kit/dockerfile';
import { fileAt } from '../image-file.ts';
import { flagOf } from '../instruction-flags.ts';
import type { Argv } from './python-command.ts';

/** A shell script that a here-document of the Dockerfile wrote into the image. */
export interface InlineScript {
  /** The shell that reads it, as `sh` or `/bin/bash`. */
  readonly shell: string;
  readonly text: string;
  /** What it is called with, its own name first. */
  readonly words: Argv;
}

const shellName = /^(sh|bash|ash|dash)$/;

/**
 * The script that `sh FILE …` or `FILE …` runs.
 * @param steps what was done before.
 * @returns `undefined` where it is no script that the Dockerfile holds.
 */
export function inlineScriptOf(
  argv: Argv,
  directory: string,
  files: ImageFiles,
  steps: readonly BuildStep[],
): InlineScript | undefined {
  const [program, file] = argv;
  if (program === undefined) return undefined;
  const isByShell = shellName.test(posix.basename(program));
  const written = isByShell ? file : program;
  if (written === undefined || written.startsWith('-')) return undefined;
  if (!isByShell && !written.includes('/')) return undefined;
  const path = posix.resolve(directory, written);
  const origin = fileAt(files, path, steps);
  if (typeof origin === 'string' || origin.kind !== 'inline') return undefined;
  const text = origin.content;
  const words = argv.slice(isByShell ? 1 : 0);
  if (isByShell) return { shell: program, text, words };
  const shell = /^#! *(?:\/usr\/bin\/env )?(\S+)/.exec(text)?.[1];
  if (shell === undefined || !shellName.test(posix.basename(shell))) return undefined;
  return isMadeExecutable(path, steps) ? { shell, text, words } : undefined;
}

function isMadeExecutable(path: string, steps: readonly BuildStep[]): boolean {
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
