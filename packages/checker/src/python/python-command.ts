import { posix } from 'node:path';

/** Words of a command; `undefined` where only a run can tell one. */
export type Argv = readonly (string | undefined)[];

/** What a call of the Python interpreter does. */
export type PythonCall =
  | { readonly kind: 'script'; readonly path: string }
  | { readonly kind: 'module'; readonly name: string; readonly argv: Argv }
  /** `-c CODE`. */
  | { readonly kind: 'code'; readonly text: string }
  /** Standard input, or words that only a run can tell. */
  | { readonly kind: 'unclear' }
  /** An option that Python does not have. */
  | { readonly kind: 'bad-option'; readonly option: string }
  /** No program to run: it would ask for one line after the other, and end without a terminal. */
  | { readonly kind: 'prompt' };

/** @returns `undefined` where the command is no call of Python 3. */
export function readPythonCall(argv: Argv): PythonCall | undefined {
  const [program, ...rest] = unwrap(argv);
  if (program === undefined || !/^python(3(\.\d+)?)?$/.test(posix.basename(program))) {
    return undefined;
  }
  for (let index = 0; index < rest.length; index++) {
    const word = rest[index];
    if (word === undefined || word === '-') return { kind: 'unclear' };
    if (word === '--') continue;
    if (!word.startsWith('-')) return { kind: 'script', path: word };
    const option = readOption(word, rest[index + 1]);
    if (!isOptionOfPython(word)) return { kind: 'bad-option', option: word };
    if (option.letter === 'm' && option.value !== undefined) {
      const used = option.isNextWord ? 2 : 1;
      return { kind: 'module', name: option.value, argv: rest.slice(index + used) };
    }
    if (option.letter === 'c' && option.value !== undefined) {
      return { kind: 'code', text: option.value };
    }
    if (option.letter === 'c' || option.letter === 'm') return { kind: 'unclear' };
    if (/^(-[a-zA-Z]*[hV]|--help|--version)/.test(word)) return { kind: 'prompt' };
    if (option.isNextWord) index++;
  }
  return { kind: 'prompt' };
}

/** As `python3 --help` lists them; what follows a letter with a value may be anything. */
function isOptionOfPython(word: string): boolean {
  return /^(-[?bBdEhiIOPqRsStuvVx]*([cmWX].*)?|--(help|version|check-hash-based-pycs|help-\w+).*)$/s.test(
    word,
  );
}

/** The first letter of a cluster that takes a value: `-Bm pip`, `-mpip`, `-X dev`. */
function readOption(
  word: string,
  next: string | undefined,
): { readonly letter?: string; readonly value?: string | undefined; readonly isNextWord: boolean } {
  if (word.startsWith('--')) return { isNextWord: word === '--check-hash-based-pycs' };
  const at = word.slice(1).search(/[cmWX]/) + 1;
  if (at === 0) return { isNextWord: false };
  const glued = word.slice(at + 1);
  const letter = word.charAt(at);
  return glued === ''
    ? { letter, value: next, isNextWord: true }
    : { letter, value: glued, isNextWord: false };
}

/** The command without `exec`, `env NAME=value` and the like, which only run what follows. */
export function unwrap(argv: Argv): Argv {
  const [first, second] = argv;
  switch (first === undefined ? '' : posix.basename(first)) {
    case 'exec':
    case 'command':
    case 'nohup':
    case 'time':
      return second?.startsWith('-') === true ? argv : unwrap(argv.slice(1));
    case 'env': {
      const start = argv.findIndex((word, index) => index > 0 && !/^\w+=/.test(word ?? '-'));
      return start === -1 || argv[start]?.startsWith('-') === true
        ? argv
        : unwrap(argv.slice(start));
    }
    default:
      return argv;
  }
}
