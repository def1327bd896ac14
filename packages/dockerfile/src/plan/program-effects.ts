import { posix } from 'node:path';
import type { FileTree } from '../files/file-tree.ts';
import type { ShellCommand } from '../shell-commands.ts';
import type { Change } from './change.ts';
import { optionValue, operandsOf } from './program-words.ts';
import type { Call, Operand } from './program-words.ts';

type Effect = (call: Call, files: FileTree) => readonly Change[];

/** What a command does besides the files that its redirections write. */
export function effectOf(command: ShellCommand, files: FileTree): readonly Change[] {
  const [program, ...words] = command.argv;
  if (command.argv.length === 0) return [];
  if (program === undefined) return forgetAll;
  const call = { program, words, directory: command.directory };
  const name = posix.basename(program);
  const isSystems = program === name || /^\/(?:usr\/)?(?:local\/)?s?bin\//.test(program);
  if (!isSystems) return script(call);
  if (/^pip3?(?:\.\d+)?$/.test(name)) return pip(call);
  if (/^python3?(?:\.\d+)?$/.test(name)) return python(call);
  const effect = Object.hasOwn(effects, name) ? effects[name] : undefined;
  if (effect !== undefined) return effect(call, files);
  return harmless.has(name) ? [] : script(call);
}

const forgetAll: readonly Change[] = [{ kind: 'forget', path: '/' }];

/** Programs of a build that leave people's own files as they are, whatever they are told. */
const harmless: ReadonlySet<string> = new Set(
  (
    'addgroup apk apt apt-cache apt-get apt-key basename cat cd chgrp chmod chown chpasswd command ' +
    'cut date deluser delgroup df dirname dnf dpkg dpkg-reconfigure du echo env exit export expr ' +
    'false file getent grep groupadd groupmod hash head hostname id ldconfig locale-gen ls md5sum ' +
    'microdnf passwd printenv printf pwd readlink realpath rpm sed seq set setcap sha256sum sleep ' +
    'stat strip sync tail test tr true type tzdata umask uname unset ' +
    'update-alternatives update-ca-certificates useradd usermod wait wc which whoami yum zypper ' +
    ': [ [['
  ).split(' '),
);

const effects: Readonly<Record<string, Effect>> = {
  adduser: addUser,
  useradd: addUser,
  cp: (call) => transfer(call, 'copy'),
  mv: (call) => transfer(call, 'move'),
  curl: download(/^(?:-\w*o|--output)$/),
  dd: (call) => writing(optionValue(call, /(?!)/, /^of=(.*)$/)),
  find,
  git,
  install: (call) => operandsOf(call).flatMap((operand) => changeOf(operand, 'forget')),
  ln: link,
  mkdir: makeDirectories,
  rm: (call) => {
    const isRecursive = hasOption(call, /^(?:-\w*[rR]|--recursive$)/);
    const mayLack = hasOption(call, /^(?:-\w*f|--force$)/);
    return remove(call, isRecursive ? 'anything' : 'file', mayLack);
  },
  rmdir: (call) =>
    hasOption(call, /^-/)
      ? operandsOf(call).flatMap((operand) => changeOf(operand, 'forget'))
      : remove(call, 'empty-directory'),
  unlink: (call) => remove(call, 'file'),
  sed: (call) =>
    call.words.some((word) => word === undefined || /^(?:-[a-zA-Z]*i|--in-place)/.test(word))
      ? operandsOf(call, /^-[ef]$/).flatMap((operand) => changeOf(operand, 'forget'))
      : [],
  sort: (call) => writing(optionValue(call, /^(?:-\w*o|--output)$/, /^(?:--output=|-o)(.+)$/)),
  tar: (call) => {
    const place = optionValue(call, /^(?:-C|--directory)$/, /^--directory=(.*)$/);
    const extracts = call.words.some(
      (word) => word === undefined || /^(?:-?[a-zA-Z]*x|--extract)/.test(word),
    );
    if (extracts) return changeOf(place ?? here(call), 'forget');
    const archives = operandsOf(call).filter(({ path }) => /\.t(?:ar|gz|xz)/.test(path ?? ''));
    return archives.flatMap((archive) => changeOf(archive, 'forget'));
  },
  tee: (call) => operandsOf(call).flatMap((operand) => making(operand)),
  touch,
  uniq: (call) => writing(operandsOf(call, /^-[fsw]$/)[1]),
  unzip: (call) => changeOf(optionValue(call, /^-d$/, /^-d(.+)$/) ?? here(call), 'forget'),
  wget: download(/^(?:-\w*O|--output-document)$/),
};

function here({ directory }: Call): Operand {
  return { path: directory };
}

/** A change of the file that a word names; of everything where that is not known. */
function changeOf({ path }: Operand, kind: 'forget' | 'loosen'): readonly Change[] {
  return path === undefined ? forgetAll : [{ kind, path }];
}

function making(operand: Operand, isUnsure = false): readonly Change[] {
  if (operand.path === undefined) return changeOf(operand, 'forget');
  const path = operand.written?.endsWith('/') === true ? `${operand.path}/` : operand.path;
  return [{ kind: 'make', path, ...(isUnsure && { isUnsure }) }];
}

function writing(operand?: Operand): readonly Change[] {
  return operand === undefined ? [] : making(operand);
}

function hasOption({ words }: Call, option: RegExp): boolean {
  return words.some((word) => word === undefined || option.test(word));
}

function makeDirectories(call: Call): readonly Change[] {
  const withParents = hasOption(call, /^(?:-\w*p|--parents$)/);
  return operandsOf(call, /^-\w*m$/).flatMap((operand): readonly Change[] =>
    operand.path === undefined
      ? changeOf(operand, 'forget')
      : [{ kind: 'make-directory', path: operand.path, withParents }],
  );
}

/** A program that can do anything where it runs, and to what it is told of. */
function script(call: Call): readonly Change[] {
  const { directory = '/' } = call;
  const named = operandsOf(call).filter(({ path }) => path?.startsWith(directory) === false);
  return [
    { kind: 'forget', path: directory },
    ...named.flatMap((operand) => changeOf(operand, 'forget')),
  ];
}

function remove(
  call: Call,
  of: Extract<Change, { readonly kind: 'remove' }>['of'],
  mayLack = false,
): readonly Change[] {
  return operandsOf(call).flatMap((operand): readonly Change[] => {
    // `rm` refuses the folder that it stands in, and the one above.
    if (/(?:^|\/)\.\.?\/?$/.test(operand.written ?? '')) return [];
    if (operand.path === undefined) return forgetAll;
    return [{ kind: 'remove', path: operand.path, of, ...(mayLack && { mayLack }) }];
  });
}

function transfer(call: Call, kind: 'copy' | 'move'): readonly Change[] {
  const operands = operandsOf(call, /^-\w*[tS]$/);
  const target = optionValue(call, /^(?:-\w*t|--target-directory)$/, /^--target-directory=(.*)$/);
  // To a place without a name nothing goes.
  if (target === undefined && call.words.at(-1) === '') return [];
  const to = target ?? operands.at(-1);
  const named = target === undefined ? operands.slice(0, -1) : operands;
  if (to?.path === undefined) return forgetAll;
  const { path } = to;
  const isRecursive = hasOption(call, /^(?:-\w*[rRa]|--(?:recursive|archive)$)/);
  const intoFolder = named.length > 1 || target !== undefined || to.written?.endsWith('/') === true;
  // What is there already may not be written over, or not be what it seems.
  const isOdd = hasOption(call, /^(?:-\w*[nuiTlsbdPHL]|--(?!recursive$|archive$|verbose$|force$))/);
  return named.flatMap((source): readonly Change[] => {
    const { path: from, written = '' } = source;
    // `cp -r src/. app` copies what is in the folder.
    const isDotted = /(?:^|\/)\.\.?$/.test(written);
    const isWhole = !isDotted || (/(?:^|\/)\.$/.test(written) && isRecursive && kind === 'copy');
    if (from !== undefined && isWhole && !isOdd) {
      const contents = isDotted ? { contentsOnly: true as const } : {};
      return [{ kind, from, to: path, isRecursive, intoFolder, ...contents }];
    }
    // `cp -r src/.. app` makes `app/..` of it.
    const reached = written.endsWith('..') ? posix.dirname(path) : path;
    const forgotten: readonly Change[] = [{ kind: 'forget', path: reached }];
    return kind === 'copy' ? forgotten : [...forgotten, ...changeOf(source, 'forget')];
  });
}

/** `ln -s target name`; in all other ways it is called, only a run can tell. */
function link(call: Call): readonly Change[] {
  const operands = operandsOf(call);
  const [target, name] = operands;
  const isPlain =
    hasOption(call, /^-\w*s/) &&
    call.words.every((word) => word?.startsWith('-') !== true || /^-[sfv]+$/.test(word));
  if (
    !isPlain ||
    operands.length !== 2 ||
    target?.written === undefined ||
    name?.path === undefined
  ) {
    // With one word the link gets the name of its target, in the folder of the command.
    const changed = operands.length > 1 ? operands.slice(-1) : [here(call)];
    return changed.flatMap((operand) => changeOf(operand, 'forget'));
  }
  const path = name.written?.endsWith('/') === true ? `${name.path}/` : name.path;
  const replaces = hasOption(call, /^-\w*f/);
  return [{ kind: 'link', target: target.written, path, replaces }];
}

/** @param option names the file that is written. */
function download(option: RegExp): Effect {
  return (call) => {
    const output = optionValue(call, option, /^--output(?:-document)?=(.*)$/);
    if (output?.written === '-') return [];
    if (output !== undefined) return making(output, true);
    const folder = optionValue(
      call,
      /^(?:-P|--directory-prefix|--output-dir)$/,
      /^(?:--directory-prefix=|--output-dir=|-P)(.+)$/,
    );
    if (folder !== undefined) return changeOf(folder, 'forget');
    const isToScreen =
      posix.basename(call.program) === 'curl' &&
      !call.words.some((word) => word === undefined || /^(?:-\w*[OJ]|--remote)/.test(word));
    return isToScreen ? [] : changeOf(here(call), 'forget');
  };
}

function find(call: Call): readonly Change[] {
  const acts = call.words.some(
    (word) => word === undefined || /^-(?:delete|exec|ok|fprint|fls)/.test(word),
  );
  if (!acts) return [];
  const end = call.words.findIndex((word) => /^[-(!]/.test(word ?? ''));
  const starts = operandsOf({ ...call, words: end < 0 ? call.words : call.words.slice(0, end) });
  return (starts.length === 0 ? [here(call)] : starts).flatMap((start) =>
    changeOf(start, 'forget'),
  );
}

function git(call: Call): readonly Change[] {
  const [verb, ...rest] = call.words;
  if (verb === 'config' || verb === '--version' || verb === 'version') return [];
  if (verb !== 'clone') return script(call);
  const operands = operandsOf(
    { ...call, words: rest },
    /^(?:-b|-c|-j|-o|--branch|--depth|--origin)$/,
  );
  const [address, folder] = operands;
  if (folder !== undefined) return changeOf(folder, 'forget');
  const name = /([^/]+?)(?:\.git)?\/?$/.exec(address?.written ?? '')?.[1];
  if (name === undefined || call.directory === undefined) return changeOf(here(call), 'forget');
  return [{ kind: 'forget', path: posix.join(call.directory, name) }];
}

/** A home folder may come with a user. */
function addUser(call: Call, files: FileTree): readonly Change[] {
  const home = optionValue(call, /^(?:-h|-d|--home|--home-dir)$/, /^--home(?:-dir)?=(.*)$/);
  const changes: readonly Change[] = [{ kind: 'loosen', path: '/home' }];
  if (home?.path === undefined) return changes;
  const isThere = typeof files.at(home.path) === 'object';
  return isThere ? changes : [...changes, { kind: 'forget', path: home.path }];
}

function touch(call: Call, files: FileTree): readonly Change[] {
  if (call.words.some((word) => /^(?:-[a-z]*c[a-z]*|--no-create)$/.test(word ?? ''))) return [];
  return operandsOf(call, /^-[drt]$/).flatMap((operand) => {
    const { path } = operand;
    const isThere = path !== undefined && typeof files.at(path) === 'object';
    return isThere ? [] : making(operand);
  });
}

function pip(call: Call): readonly Change[] {
  const [verb] = call.words;
  if (verb === 'download' || verb === 'wheel') {
    const folder = optionValue(
      call,
      /^-(?:\w*[wd]|-wheel-dir|-dest|-destination-dir)$/,
      /^(?:--(?:wheel-dir|dest|destination-dir)=|-[wd])(.+)$/,
    );
    return folder === undefined ? changeOf(here(call), 'loosen') : changeOf(folder, 'loosen');
  }
  const place = optionValue(
    call,
    /^(?:-t|--target|--prefix|--root)$/,
    /^--(?:target|prefix|root)=(.*)$/,
  );
  const builds = call.words.some((word) => word === '-e' || /^\.{0,2}\/|^\.$/.test(word ?? ''));
  return [
    ...(place === undefined ? [] : changeOf(place, 'forget')),
    // A project of one's own is built in its folder.
    ...(builds ? changeOf(here(call), 'loosen') : []),
  ];
}

function python(call: Call): readonly Change[] {
  const { words } = call;
  const at = words.findIndex((word) => word === undefined || !/^-[bBdEiIOPqsSuv]+$/.test(word));
  const first = words[at];
  // Without a word it reads its program from its input.
  if (first === undefined) return script(call);
  if (/^(?:-V|--version|-h|--help)$/.test(first)) return [];
  const module = /^-\w*m$/.test(first) ? words[at + 1] : undefined;
  const inner = { ...call, words: words.slice(at + 2) };
  switch (module) {
    case 'pip':
      return pip(inner);
    case 'venv':
    case 'virtualenv':
      return operandsOf(inner, /^--(?:prompt|python)$/).flatMap((place) =>
        changeOf(place, 'forget'),
      );
    case 'ensurepip':
      return [];
    case 'compileall':
    case 'py_compile':
      return changeOf(here(call), 'loosen');
    default:
      return first === '-c' && onlyImports(words[at + 1]) ? [] : script(call);
  }
}

/** `import flask; print(flask.__version__)`: a look whether something is installed. */
function onlyImports(text: string | undefined): boolean {
  const statements = text?.split(/[;\n]/).map((statement) => statement.trim()) ?? [''];
  const modules =
    /^import (?:flask|fastapi|django|requests|numpy|pandas|sys|os|ssl|sqlite3|platform)(?:, ?\w+)*$/;
  return (
    statements.every(
      (each) => each === '' || modules.test(each) || /^print\([\w. ]*\)$/.test(each),
    ) && text !== undefined
  );
}
