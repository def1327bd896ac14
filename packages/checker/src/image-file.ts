import { posix } from 'node:path';
import type { BuildStep, FileOrigin, ImageFiles, ShellCommand } from '@kit/dockerfile';
import { flagOf } from './instruction-flags.ts';

type RunStep = Extract<BuildStep, { kind: 'run' }>;

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
  const answer = originAt(files, path);
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
    .some((step) => step.kind === 'run' && mayRemove(step, path));
  return isRemoved ? 'unknown' : { kind: 'context', path: source };
}

/** What the plan says; a link that a RUN made is what it leads to. */
export function originAt(files: ImageFiles, path: string): FileOrigin | 'absent' | 'unknown' {
  const origin = files.at(path);
  const isMade = typeof origin === 'object' && origin.kind === 'made';
  return isMade ? files.at(path, { followLast: true }) : origin;
}

/** The path in the build context that a COPY puts at `path`. */
function sourceOf(step: BuildStep, path: string): string | undefined {
  if (step.kind !== 'copy' || flagOf(step.instruction, 'from') !== undefined) return undefined;
  return step.copied.findLast((copied) => copied.path === path)?.source;
}

/** Whether a step of which only a run can tell may put a file at a path. */
function mayPut(step: BuildStep, path: string): boolean {
  if (step.kind === 'run') return step.commands.some((command) => mayMake(command, path));
  if (step.kind !== 'copy' || isListed(step)) return false;
  const way = posix.relative(step.destination, path);
  return way !== '..' && !way.startsWith('../');
}

/** Whether `copied` names all that a COPY puts anywhere: plain paths of the build context. */
function isListed({ instruction, copied, before }: Extract<BuildStep, { kind: 'copy' }>): boolean {
  return (
    instruction.keyword === 'COPY' &&
    copied.length > 0 &&
    instruction.flags.every(({ name }) => /^(chown|chmod|link)$/.test(name)) &&
    !/[$<*?[]/.test(withoutKnown(instruction.argument.text, before.variables))
  );
}

/** A text without the variables whose values are known. */
function withoutKnown(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (written, plain?: string, braced?: string) =>
    variables.has(plain ?? braced ?? '') ? '' : written,
  );
}

/** Whether a RUN may take the file at a path away; what it surely takes away the plan knows. */
function mayRemove({ instruction, command, commands }: RunStep, path: string): boolean {
  if (commands.some((each) => mayFindAndRemove(each, path))) return true;
  const removing = commands.filter(({ argv }) => /^(rm|mv|unlink)$/.test(argv[0] ?? ''));
  if (removing.length === 0) return false;
  if (removing.length > 100) return true; // nobody's Dockerfile; bounds the work below
  const covers = (word: string, directory = '/') => {
    const target = posix.resolve(directory, word);
    return path === target || path.startsWith(`${target}/`) || mayMatch(target, path);
  };
  const known = removing.some(({ argv, directory }) =>
    argv.slice(1).some((word) => word?.startsWith('-') === false && covers(word, directory)),
  );
  if (known || !removing.some(({ argv }) => argv.includes(undefined))) return known;
  // A pattern or a variable: what is written tells which files it can mean.
  const text = command.form === 'exec' ? command.argv.join(' ') : command.script;
  const texts = [text, ...instruction.heredocs.map(({ body }) => body)].join('\n');
  const written = [...texts.matchAll(/\b(?:rm|mv|unlink)\s([^;&|\n]*)/g)].flatMap(
    ([, words = '']) => words.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-')),
  );
  return written.some(
    (word) =>
      /^[^/]*[$`]/.test(word) ||
      removing.some(({ directory }) => covers(word.replace(/[$`].*/, '*'), directory)),
  );
}

/** Whether `find … -delete`, or a `find` that starts other programs, may take it away. */
function mayFindAndRemove({ argv, directory = '/' }: ShellCommand, path: string): boolean {
  const [program, ...words] = argv;
  if (program !== 'find') return false;
  const acts = words.some((word) => word === undefined || /^(-delete|rm|mv|unlink|sh)$/.test(word));
  if (!acts) return false;
  const end = words.findIndex((word) => word !== undefined && /^[-(!]/.test(word));
  const starts = words.slice(0, end === -1 ? words.length : end);
  const reaches = (starts.length === 0 ? ['.'] : starts).some((start) => {
    if (start === undefined) return true;
    const top = posix.resolve(directory, start);
    return top === '/' || `${path}/`.startsWith(`${top}/`);
  });
  const patterns = words.filter((_, at) => /^-i?name$/.test(words[at - 1] ?? ''));
  const names = path.split('/').slice(1);
  const isNamed = patterns.some(
    (pattern) =>
      pattern === undefined ||
      names.some((name) => mayMatch(`/${pattern}`, `/${name}`) || pattern === name),
  );
  return reaches && (patterns.length === 0 || isNamed);
}

/** Whether a pattern can mean the path, or a folder above it, going by its beginning and end. */
function mayMatch(pattern: string, path: string): boolean {
  const at = pattern.search(/[*?[{]/);
  if (at === -1) return false;
  if (!path.startsWith(pattern.slice(0, at))) return false;
  const rest = /[^*?[\]{},/]*$/.exec(pattern)?.[0] ?? '';
  return path.includes('/', at) || path.endsWith(rest);
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
