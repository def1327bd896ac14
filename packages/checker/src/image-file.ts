import { posix } from 'node:path';
import type { BuildStep, FileOrigin, ImageFiles, ShellCommand } from '@kit/dockerfile';
import { flagOf } from './instruction-flags.ts';

/**
 * What is at a path of the image after `steps`, where the learner's files go. A file that was copied there
 * stays what it is although a script ran since: scripts of a build change
 * their own files, and what a check asks is where this one came from.
 */
export function fileAt(
  files: ImageFiles,
  path: string,
  steps: readonly BuildStep[],
): FileOrigin | 'absent' | 'unknown' {
  const answer = files.at(path);
  if (answer !== 'unknown') return answer;
  const last = steps.findLastIndex((step) => sourceOf(step, path) !== undefined);
  const copy = steps[last];
  const source = copy && sourceOf(copy, path);
  if (source === undefined) {
    // An official base image has none of the learner's files.
    return steps.some((step) => mayPut(step, path)) ? 'unknown' : 'absent';
  }
  const isRemoved = steps
    .slice(last + 1)
    .some((step) => step.kind === 'run' && step.commands.some(mayRemove));
  return isRemoved ? 'unknown' : { kind: 'context', path: source };
}

/** The path in the build context that a COPY puts at `path`. */
function sourceOf(step: BuildStep, path: string): string | undefined {
  if (step.kind !== 'copy' || flagOf(step.instruction, 'from') !== undefined) return undefined;
  return step.copied.findLast((copied) => copied.path === path)?.source;
}

/** Whether a step of which only a run can tell may put a file at a path. */
function mayPut(step: BuildStep, path: string): boolean {
  if (step.kind === 'run') return step.commands.some((command) => mayMake(command, path));
  if (step.kind !== 'copy') return false;
  const way = posix.relative(step.destination, path);
  return way !== '..' && !way.startsWith('../');
}

function mayRemove({ argv }: ShellCommand): boolean {
  return /^(rm|mv|unlink|rsync|git|find)$/.test(argv[0] ?? '');
}

/** Whether a command may put a file at a path where none was. */
export function mayMake(command: ShellCommand, path: string): boolean {
  if (writesTo(command, path)) return true;
  const [program] = command.argv;
  if (program === undefined) return command.argv.length > 0;
  return !makesNothing.test(posix.basename(program));
}

const makesNothing =
  /^(pip3?(\.\d+)?|python3?|apk|apt|apt-get|echo|printf|mkdir|cd|chmod|chown|ls|cat|true|false|test|\[|rm|sleep|pwd|date|id|grep)$/;

/** Whether a command may change the file at a path. */
export function mayChange(command: ShellCommand, path: string): boolean {
  if (writesTo(command, path)) return true;
  const { argv, directory = '/' } = command;
  const [program, ...words] = argv;
  if (program === undefined) return argv.length > 0;
  if (onlyReads.test(posix.basename(program))) return false;
  return words.some((word) => word === undefined || posix.resolve(directory, word) === path);
}

const onlyReads = /^(pip3?(\.\d+)?|echo|printf|cat|ls|chmod|chown|test|\[|wc|head|tail|grep|stat)$/;

function writesTo({ writes }: ShellCommand, path: string): boolean {
  return writes.some((file) => file === undefined || file === path);
}
