import type { Engine } from '../engine.ts';
import { withDeadline } from '../deadline.ts';
import { EngineError } from '../errors.ts';
import { limitsOf } from '../profile.ts';
import type { ContainerLimits, Profile } from '../profile.ts';
import { buildLimits } from '../private-engine/limit-builds.ts';
import { sandboxName } from '../private-engine/sandbox.ts';
import { requireThrowAwayEngines } from '../private-engine/throw-away.ts';
import { strictLimits } from '../private-engine/throw-away-limits.ts';
import type { ThrowAwayLimits } from '../private-engine/throw-away-limits.ts';

/** What held submissions, in words for people who decide by it. */
export interface Isolation {
  readonly profile: Profile;
  readonly description: string;
}

/** An engine that is there for a grading, or for each submission of it. */
export interface OwnEngine {
  readonly limits?: ThrowAwayLimits;
  /** What a RUN reaches of the network there. */
  readonly packageHosts?: readonly string[];
  /** As `findSandbox` returns it, where strangers' containers run in it. */
  readonly sandbox?: string;
}

/** Engine API, "Get system information", as far as it matters. */
export interface EngineInfo {
  readonly MemoryLimit?: boolean;
  readonly PidsLimit?: boolean;
  readonly CpuCfsQuota?: boolean;
  readonly SwapLimit?: boolean;
  readonly DefaultRuntime?: string;
  readonly SecurityOptions?: readonly string[] | null;
}

/**
 * Says what holds strangers' files on an engine.
 * @param own of the engine, where it is there for this run alone.
 * @throws EngineError, PrivateEngineError where it cannot hold what the profile promises, saying
 * what is missing.
 */
export async function requireIsolation(
  engine: Engine,
  profile: Profile,
  own: OwnEngine = {},
): Promise<Isolation> {
  const info = (await withDeadline(
    engine.client.info(),
    'being asked what it can limit',
  )) as EngineInfo;
  const missing = profile === 'learner' ? [] : missingIn(engine, info);
  if (missing.length > 0) {
    throw new EngineError(
      'refused',
      `This engine cannot hold strangers’ files: it has ${missing.join(', ')}.`,
      'Grade on an engine of a whole Linux machine, as root, with control groups and seccomp; `pnpm run doctor --profile grade` tries each limit. Files that you would run yourself can be graded here with `--profile learner`.',
    );
  }
  if (profile === 'grade-strict') await requireThrowAwayEngines(engine);
  return { profile, description: describeIsolation(engine, profile, info, own) };
}

/**
 * What a RUN of strangers reaches: only a base that brings its packages can do without a network.
 * @param own the engine, where it was made for them: that has no way out but its proxy.
 */
export function buildNetwork(
  { standIn }: Pick<Engine, 'standIn'>,
  profile: Profile,
  own?: { readonly proxy?: string },
): { readonly network?: 'none'; readonly proxy?: string } {
  if (own !== undefined) {
    return own.proxy === undefined ? { network: 'none' } : { proxy: own.proxy };
  }
  return profile !== 'learner' && standIn !== undefined ? { network: 'none' } : {};
}

function missingIn(
  { hasBuildKit }: Pick<Engine, 'hasBuildKit'>,
  info: EngineInfo,
): readonly string[] {
  const hasSeccomp = info.SecurityOptions?.some(
    (option) => option.includes('name=seccomp') && !option.includes('unconfined'),
  );
  return [
    ...(info.MemoryLimit === true ? [] : ['no limit of memory']),
    ...(info.PidsLimit === true ? [] : ['no limit of processes']),
    ...(info.CpuCfsQuota === true ? [] : ['no limit of CPU time']),
    ...(hasSeccomp === true ? [] : ['no seccomp filter']),
    // What is refused is found as BuildKit reads a Dockerfile; the classic builder knows no here-documents.
    ...(hasBuildKit ? [] : ['no BuildKit']),
  ];
}

/** Facts in short sentences; what does not hold is said as well. */
export function describeIsolation(
  { isPrivate, standIn }: Pick<Engine, 'isPrivate' | 'standIn'>,
  profile: Profile,
  { DefaultRuntime: runtime = 'runc', SwapLimit: limitsSwap, SecurityOptions }: EngineInfo,
  { limits: run, packageHosts = [], sandbox }: OwnEngine = {},
): string {
  const options = SecurityOptions ?? [];
  const sentences = [
    sandbox !== undefined || runtime === sandboxName
      ? 'Containers have a kernel of their own (gVisor); RUN shares that of the machine (runc), not safe against kernel exploits.'
      : `Shared kernel (${runtime}); not safe against kernel exploits.`,
    ...(options.some((option) => option.includes('rootless')) ? ['Rootless engine.'] : []),
    ...(options.some((option) => option.includes('userns'))
      ? ['Root in a container is nobody on the machine.']
      : []),
  ];
  if (profile === 'learner') {
    const limits = inWords(limitsOf.learner);
    const builds = isPrivate ? `RUN: ${inWords(buildLimits)}.` : 'Builds: no limits.';
    return [...sentences, `Containers: ${limits}, with a network. ${builds}`].join(' ');
  }
  const limits = profile === 'grade-strict' ? strictLimits : run;
  const swap = limitsSwap === true ? '' : ' (swap is not limited)';
  return [
    ...sentences,
    `Containers: ${inWords(limitsOf[profile])}${swap}, no network, written files watched.`,
    isPrivate ? `RUN: ${inWords(buildLimits)}.` : 'RUN: no limit but time.',
    reachedBy(limits === undefined, standIn, packageHosts),
    limits === undefined
      ? 'The disk that a build takes is not limited.'
      : ownEngine(profile, limits),
  ].join(' ');
}

function reachedBy(isShared: boolean, standIn: string | undefined, hosts: readonly string[]) {
  if (standIn !== undefined) return 'RUN has no network.';
  if (isShared) return 'RUN reaches the network, for packages come from an index.';
  return hosts.length === 0
    ? 'RUN has no network.'
    : `RUN reaches ${hosts.join(', ')}, and nothing else.`;
}

function ownEngine(profile: Profile, limits: ThrowAwayLimits): string {
  const [memory, disk] = [limits.memoryBytes, limits.diskBytes].map((bytes) => bytes / 2 ** 20);
  const whose =
    profile === 'grade-strict'
      ? 'Each submission on an engine of its own'
      : 'An engine of this grading alone, for all submissions';
  return `${whose}: ${memory} MiB of memory, ${limits.processes} processes, ${disk} MiB of disk.`;
}

function inWords({ memoryBytes, cpus, processes }: ContainerLimits): string {
  return `${memoryBytes / 2 ** 20} MiB of memory, ${cpus} CPU, ${processes} processes`;
}
