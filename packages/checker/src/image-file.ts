import { posix } from 'node:path';
import type { BuildStep, FileOrigin, ImageFiles, ShellCommand } from '@kit/dockerfile';
import { flagOf } from './instruction-flags.ts';

/**
 * What is at a path of the image after `steps`. Where the plan cannot tell
 * because it does not know the base image, the steps decide: an official
 * language image has none of the learner's files, so a file that none of the
 * steps could have made is absent.
 */
export function fileAt(
  files: ImageFiles,
  path: string,
  steps: readonly BuildStep[],
): FileOrigin | 'absent' | 'unknown' {
  const origin = files.at(path);
  if (origin !== 'unknown') return origin;
  return steps.some((step) => couldMake(step, path)) ? 'unknown' : 'absent';
}

function couldMake(step: BuildStep, path: string): boolean {
  if (step.kind === 'run') {
    return step.commands.length === 0 || step.commands.some((command) => couldWrite(command, path));
  }
  if (step.kind === 'copy') {
    const isOpaque =
      flagOf(step.instruction, 'from') !== undefined ||
      (step.instruction.keyword === 'ADD' &&
        step.instruction.words.some(({ text }) =>
          /:\/\/|^git@|\.git\b|\.t(ar|gz|bz2|xz)/.test(text),
        ));
    return isOpaque && isAtOrBelow(path, step.destination);
  }
  return false;
}

function isAtOrBelow(path: string, folder: string): boolean {
  const way = posix.relative(folder, path);
  return way !== '..' && !way.startsWith('../');
}

// Programs of a build that leave the app's own folder as it is.
const harmless =
  /^(pip3?(\.\d+)?|apk|apt|apt-get|dpkg|echo|printf|mkdir|cd|chmod|chown|chgrp|adduser|addgroup|useradd|groupadd|ls|cat|true|false|:|set|export|unset|test|\[|rm|rmdir|sleep|pwd|which|command|exit|date|whoami|id|uname|find|grep|head|tail|update-ca-certificates|ldconfig|source|\.|umask|wait|hash|type)$/;

export function couldWrite({ argv, writes }: ShellCommand, path: string): boolean {
  if (writes.some((file) => file === undefined || file === path)) return true;
  const [program] = argv;
  if (program === undefined) return argv.length > 0;
  const name = posix.basename(program);
  if (/^python[\d.]*$/.test(name)) {
    const module = argv[argv.indexOf('-m') + 1];
    return !(
      argv.includes('-m') &&
      (module === 'pip' || module === 'venv' || module === 'ensurepip')
    );
  }
  return !harmless.test(name);
}
