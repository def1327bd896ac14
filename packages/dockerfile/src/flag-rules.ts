import type { Flag, Instruction } from './ast.ts';
import type { Fault } from './fault.ts';

type FlagType = 'text' | 'boolean' | 'list';

const place = { chown: 'text', chmod: 'text', link: 'boolean', exclude: 'list' } as const;

const flagTypes: Readonly<Record<string, Readonly<Record<string, FlagType>>>> = {
  ADD: { ...place, 'keep-git-dir': 'boolean', checksum: 'text', unpack: 'boolean' },
  COPY: { ...place, from: 'text', parents: 'boolean' },
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
  RUN: { mount: 'list', network: 'text', security: 'text', device: 'list' },
};

const choices: Readonly<Record<string, readonly string[]>> = {
  network: ['default', 'none', 'host'],
  security: ['sandbox', 'insecure'],
};

/** The flags that an instruction knows, without their dashes. */
export function flagsOf(keyword: string): readonly string[] {
  return Object.keys(flagTypes[keyword] ?? {});
}

/** The first flag that the builder refuses. */
export function flagFault({ keyword, flags }: Instruction): Fault | undefined {
  const types = flagTypes[keyword] ?? {};
  const seen = new Set<string>();
  for (const flag of flags) {
    const message = complaint(
      keyword,
      flag,
      Object.hasOwn(types, flag.name) && types[flag.name],
      seen,
    );
    if (message !== undefined) return { ...message, range: flag.range };
    seen.add(flag.name);
  }
  return undefined;
}

function complaint(
  keyword: string,
  { name, value }: Flag,
  type: FlagType | false | undefined,
  seen: ReadonlySet<string>,
): Fault | undefined {
  if (type === false || type === undefined) {
    return { code: 'unknown-flag', message: `\`${keyword}\` has no flag \`--${name}\`` };
  }
  if (type !== 'list' && seen.has(name)) {
    return { code: 'duplicate-flag', message: `\`--${name}\` is given more than once` };
  }
  if (type === 'boolean') {
    if (value === undefined || /^(?:true|false)$/i.test(value)) return undefined;
    const message = `\`--${name}\` takes \`true\` or \`false\`, not \`${value}\``;
    return { code: 'invalid-flag', message };
  }
  if (value === undefined) {
    return { code: 'invalid-flag', message: `\`--${name}\` needs a value: \`--${name}=…\`` };
  }
  const allowed = keyword === 'RUN' ? choices[name] : undefined;
  if (allowed === undefined || allowed.includes(value)) return undefined;
  const message = `\`--${name}\` takes ${allowed.map((each) => `\`${each}\``).join(', ')}, not \`${value}\``;
  return { code: 'invalid-flag', message };
}
