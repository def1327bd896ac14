/** A platform as `FROM --platform` names it; what it leaves out is the engine's own. */
export interface Platform {
  readonly system: string | undefined;
  readonly architecture: string | undefined;
}

const systems: ReadonlySet<string> = new Set(
  (
    'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 ' +
    'solaris windows zos'
  ).split(' '),
);
const architectures: ReadonlySet<string> = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le ' +
    'mips64p32 mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);
const otherNames: ReadonlyMap<string, string> = new Map([
  ['macos', 'darwin'],
  ['i386', '386'],
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armel', 'arm'],
]);

/**
 * Reads `linux/arm64/v8`, `linux/amd64`, `linux`, `arm64`. Alone, a name has to be one that is known.
 * @returns undefined for what no builder takes as a platform.
 */
export function parsePlatform(text: string): Platform | undefined {
  const [first = '', second, third, ...more] = text.split('/');
  const [, named] = /^([\w-]+)(?:\([\w.%-]*(?:\+[\w.%-]+)*\))?$/.exec(first) ?? [];
  const rest = [second, third].filter((part) => part !== undefined);
  if (named === undefined || more.length > 0 || !rest.every((part) => /^[\w.-]+$/.test(part))) {
    return undefined;
  }
  const name = usualName(named);
  if (second !== undefined) return { system: name, architecture: usualName(second) };
  if (systems.has(name)) return { system: name, architecture: undefined };
  return architectures.has(name) ? { system: undefined, architecture: name } : undefined;
}

function usualName(written: string): string {
  const name = written.toLowerCase();
  return otherNames.get(name) ?? name;
}
