import { posix } from 'node:path';
import type { Argv } from './python-command.ts';
import { readPythonCall, unwrap } from './python-command.ts';

/** What a call of pip does, by pip's own rules for its options. */
export type PipCall =
  | {
      readonly kind: 'install';
      /** Path of the pip, where it is not just a name: `/venv/bin/pip`. */
      readonly path?: string;
      /** Values of `-r`; `undefined` for one that only a run can tell. */
      readonly requirements: Argv;
      /** What stands without an option: packages, folders, archives. */
      readonly packages: Argv;
      /** Long names of the other options, with their values. */
      readonly options: ReadonlyMap<string, string | undefined>;
    }
  /** Another command, or (`name` undefined) none. */
  | { readonly kind: 'other'; readonly name: string | undefined };

export type PipInstall = Extract<PipCall, { kind: 'install' }>;

/** @returns `undefined` where the command is no call of pip for Python 3. */
export function readPipCall(argv: Argv): PipCall | undefined {
  const [program, ...rest] = unwrap(argv);
  if (program === undefined) return undefined;
  if (/^pip(3(\.\d+)?)?$/.test(posix.basename(program))) return readArguments(rest, program);
  const python = readPythonCall(argv);
  return python?.kind === 'module' && python.name === 'pip'
    ? readArguments(python.argv, program)
    : undefined;
}

// Options that take a value; from `pip install --help` and its general options.
const shortWithValue = 'rcetifC';
const longNames: Readonly<Record<string, string>> = { r: 'requirement', t: 'target', U: 'upgrade' };
const longWithValue = new Set(
  (
    'requirement constraint build-constraint editable target platform python-version implementation abi root ' +
    'prefix src upgrade-strategy config-settings config-setting global-option no-binary only-binary progress-bar ' +
    'root-user-action report group index-url pypi-url extra-index-url find-links log log-file local-log proxy ' +
    'retries timeout default-timeout exists-action trusted-host cert client-cert cache-dir use-feature ' +
    'use-deprecated keyring-provider python'
  ).split(' '),
);

interface Option {
  readonly name: string;
  readonly value: string | undefined;
  /** How many words of the command it takes. */
  readonly words: number;
}

/** With what variables such as `PIP_TARGET` say, where no option does. */
export function withVariables(
  call: PipInstall,
  valueOf: (name: string) => string | undefined,
): PipInstall {
  const options = new Map(call.options);
  for (const name of ['target', 'prefix', 'root', 'user', 'dry-run']) {
    const value = valueOf(`PIP_${name.toUpperCase().replace('-', '_')}`) ?? '';
    if (!options.has(name) && !/^(0|no|off|false|)$/i.test(value)) options.set(name, value);
  }
  const listed = valueOf('PIP_REQUIREMENT')?.split(/\s+/) ?? [];
  const requirements = [...call.requirements, ...listed.filter((file) => file !== '')];
  return { ...call, options, requirements };
}

function readArguments(argv: Argv, program: string): PipCall {
  let command: string | undefined;
  const requirements: (string | undefined)[] = [];
  const packages: (string | undefined)[] = [];
  const options = new Map<string, string | undefined>();
  for (let index = 0; index < argv.length;) {
    const word = argv[index];
    const option = word?.startsWith('-') === true ? readOption(word, argv, index) : undefined;
    if (option !== undefined) {
      if (option.name === 'requirement') requirements.push(option.value);
      else options.set(option.name, option.value);
      index += option.words;
      continue;
    }
    if (command === undefined && word !== undefined) command = word;
    else packages.push(word);
    index++;
  }
  if (command !== 'install') return { kind: 'other', name: command };
  const path = program.includes('/') ? { path: program } : {};
  return { kind: 'install', ...path, requirements, packages, options };
}

function readOption(word: string, argv: Argv, index: number): Option {
  // A value that is missing is the empty word: no file and no folder has that name.
  const next = index + 1 < argv.length ? argv[index + 1] : '';
  if (word.startsWith('--')) {
    const [, written = '', value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    // pip takes the beginning of a name where no other option has it.
    const name = /^requirem(e(nt?)?)?$/.test(written) ? 'requirement' : written;
    if (value !== undefined) return { name, value, words: 1 };
    return longWithValue.has(name)
      ? { name, value: next, words: 2 }
      : { name, value: '', words: 1 };
  }
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    if (!shortWithValue.includes(letter)) continue;
    const name = longNames[letter] ?? letter;
    const glued = word.slice(at + 1);
    return glued === '' ? { name, value: next, words: 2 } : { name, value: glued, words: 1 };
  }
  return { name: word.slice(1), value: '', words: 1 };
}
