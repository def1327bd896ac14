import { posix } from 'node:path';
import type { Value } from './shell-words.ts';

/** A command that another one runs: `env A=b pip …`, `exec pip …`, `timeout 60 pip …`. */
export interface Wrapped {
  readonly argv: readonly Value[];
  /** `env A=b`. */
  readonly assignments?: readonly (readonly [name: string, value: string])[];
  /** What the name may mean: programs do not know the shell's functions and builtins. */
  readonly finds: 'builtins' | 'programs';
}

interface Rule {
  /** Options without a value of their own. */
  readonly plain: RegExp;
  /** Options that take the next word for their value. */
  readonly valued?: RegExp;
  /** Words between the options and the command. */
  readonly operands?: number;
  readonly builtin?: true;
}

const rules: Readonly<Record<string, Rule>> = {
  builtin: { plain: /^$/, builtin: true },
  busybox: { plain: /^$/ },
  command: { plain: /^-p$/, builtin: true },
  env: { plain: /^(?:-|-i|--ignore-environment|--unset=.*|-u.+)$/, valued: /^(?:-u|--unset)$/ },
  // Alpine's has no option but `-a`.
  exec: { plain: /^$/, valued: /^-a$/ },
  nice: { plain: /^(?:-\d+|-n-?\d+|--adjustment=.*)$/, valued: /^-n$/ },
  nohup: { plain: /^$/ },
  setsid: { plain: /^(?:-[cfw]+|--fork|--wait|--ctty)$/ },
  time: { plain: /^-[pv]+$/, valued: /^-[fo]$/ },
  timeout: {
    plain: /^(?:-v|--verbose|--foreground|--preserve-status|--(?:signal|kill-after)=.*)$/,
    valued: /^(?:-[ks]|--signal|--kill-after)$/,
    operands: 1,
  },
};

/** @returns undefined where the words run no other command, or it cannot be told which. */
export function unwrap(argv: readonly Value[]): Wrapped | undefined {
  const name = argv[0]?.startsWith('/') === true ? posix.basename(argv[0]) : (argv[0] ?? '');
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return undefined;
  let index = 1;
  for (let word = argv[index]; word?.startsWith('-') === true; word = argv[index]) {
    index += 1;
    if (word === '--') break;
    if (rule.valued?.test(word) === true) index += 1;
    else if (!rule.plain.test(word)) return undefined;
  }
  index += rule.operands ?? 0;
  const assignments: (readonly [string, string])[] = [];
  for (let word = argv[index]; name === 'env' && word !== undefined; word = argv[index]) {
    const [, variable, value] = /^([^=]+)=([^]*)$/.exec(word) ?? [];
    if (variable === undefined || value === undefined) break;
    assignments.push([variable, value]);
    index += 1;
  }
  const rest = argv.slice(index);
  if (rest.length === 0) return undefined;
  return { argv: rest, assignments, finds: rule.builtin === true ? 'builtins' : 'programs' };
}
