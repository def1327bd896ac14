import { posix } from 'node:path';
import type { FileAnswer } from './image-files.ts';
import { FileLayer, isDirectory, isThere } from './image-files.ts';
import type { ShellCommand } from './shell-commands.ts';

/**
 * What the commands of a RUN do to the files, as far as their words tell.
 * A command that may not run, or whose words are not all known, leaves
 * `unknown` where it could have changed something.
 */
export function applyCommands(before: FileLayer, commands: readonly ShellCommand[]): FileLayer {
  const files = new FileLayer(before);
  for (const command of commands) {
    applyCommand(files, command);
    for (const path of command.writes) write(files, command, path);
  }
  return files;
}

function write(files: FileLayer, command: ShellCommand, path: string | undefined): void {
  if (path === undefined) touchFolder(files, command.directory);
  else if (path.startsWith('/dev/')) return;
  else files.put(path, command.runs === 'always' ? { kind: 'made' } : 'unknown');
}

function applyCommand(files: FileLayer, command: ShellCommand): void {
  const [program] = command.argv;
  if (program === undefined) {
    if (command.argv.length > 0) files.cover('/', 'unknown');
    return;
  }
  const name = posix.basename(program);
  const effect = effects[name];
  if (effect !== undefined) {
    const words = operandsOf(command);
    if (words.every((word) => word !== undefined) && command.runs === 'always') {
      effect(files, words, command);
    } else touchNamed(files, command);
  } else if (isScript(command, program, name)) touchFolder(files, command.directory);
  else if (!harmless.test(name)) {
    if (changesItsFiles(command, name)) touchNamed(files, command);
    files.mayMake(command.directory ?? '/');
  }
}

/** Most programs read the files they are given; these write to them. */
function changesItsFiles({ argv }: ShellCommand, name: string): boolean {
  if (name === 'sed') return argv.some((word) => word === undefined || /^-[a-zA-Z]*i/.test(word));
  return /^(?:dd|dos2unix|install|ln|patch|rsync|shred|tee|truncate|unlink|unix2dos)$/.test(name);
}

type Effect = (files: FileLayer, operands: readonly string[], command: ShellCommand) => void;

const effects: Readonly<Record<string, Effect>> = {
  rm: (files, operands, { argv }) => {
    const recursive = argv.some((word) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(word ?? ''));
    for (const path of operands) {
      if (!isDirectory(files.at(path)) || recursive) files.cover(path, 'absent');
    }
  },
  rmdir: (files, operands) => {
    for (const path of operands) {
      if (files.below(path).paths.length === 0) files.cover(path, 'absent');
    }
  },
  mkdir: (files, operands) => {
    for (const path of operands) files.putFolder(path);
  },
  touch: (files, operands) => {
    for (const path of operands) if (!isThere(files.at(path))) files.put(path, { kind: 'made' });
  },
  cp: (files, operands) => transfer(files, operands, false),
  mv: (files, operands) => transfer(files, operands, true),
};

function transfer(files: FileLayer, operands: readonly string[], moves: boolean): void {
  const destination = operands.at(-1);
  const sources = operands.slice(0, -1);
  if (destination === undefined || sources.length === 0) return;
  const present = files.at(destination);
  for (const source of sources) {
    const origin = files.at(source);
    const target = isDirectory(present) ? posix.join(destination, posix.basename(source)) : destination;
    if (present === 'unknown' || origin === 'unknown') files.cover(destination, 'unknown');
    else if (origin !== 'absent') copyTree(files, source, target, origin);
    if (moves && source !== target) files.cover(source, 'absent');
  }
}

function copyTree(files: FileLayer, source: string, target: string, origin: FileAnswer): void {
  if (!isDirectory(origin)) return files.put(target, origin);
  const { paths, complete } = files.below(source);
  const found = paths.map((path): [string, FileAnswer] => [path, files.at(path)]);
  files.putFolder(target);
  if (!complete) files.cover(target, 'unknown');
  for (const [path, each] of found) {
    files.put(posix.join(target, posix.relative(source, path)), each);
  }
}

/** The words that are no options, as absolute paths; `undefined` where one is not known. */
function operandsOf({ argv, directory }: ShellCommand): readonly (string | undefined)[] {
  const end = argv.indexOf('--');
  return argv
    .slice(1)
    .filter((word, index) => !(word?.startsWith('-') === true && (end < 0 || index < end)))
    .map((word) => {
      if (word === undefined || (directory === undefined && !word.startsWith('/'))) return undefined;
      return posix.resolve(directory ?? '/', word);
    });
}

/** What a command names may be anything afterwards; with a word that is not known, all where it runs. */
function touchNamed(files: FileLayer, command: ShellCommand): void {
  for (const path of operandsOf(command)) {
    if (path === undefined) touchFolder(files, command.directory);
    else files.cover(path, 'unknown');
  }
}

function touchFolder(files: FileLayer, directory: string | undefined): void {
  files.cover(directory ?? '/', 'unknown');
}

/** Programs that run text of their own, or unpack what nobody can see from here. */
function isScript({ argv }: ShellCommand, program: string, name: string): boolean {
  if (/^pip[\d.]*$/.test(name)) return false;
  if (/^python[\d.]*$/.test(name)) {
    return !/^(?:pip|venv|ensurepip|compileall|py_compile|pytest|unittest)$/.test(
      argv[argv.indexOf('-m') + 1] ?? '',
    );
  }
  if (program.includes('/') && !/^\/(?:usr\/)?(?:local\/)?s?bin\//.test(program)) return true;
  return /^(?:sh|ash|bash|dash|zsh|perl|ruby|node|make|git|tar|unzip|xargs|eval|source|\.)$/.test(name) ||
    (name === 'find' && argv.some((word) => word === undefined || /^-(?:delete|exec)/.test(word)));
}

// Programs of a build that leave the app's own files as they are, whatever they name.
const harmless =
  /^(?:pip3?(?:\.\d+)?|apk|apt|apt-get|dpkg|echo|printf|cd|chmod|chown|chgrp|adduser|addgroup|useradd|groupadd|usermod|ls|cat|true|false|:|set|export|unset|test|\[|sleep|pwd|which|command|[A-Z]+|exit|date|whoami|id|uname|find|grep|head|tail|wc|sort|stat|du|df|env|sync|update-ca-certificates|ldconfig|umask|wait|hash|type|stty|hostname|python[\d.]*)$/;
