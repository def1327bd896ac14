import { parseImageReference } from '@kit/dockerfile';
import type { Workshop } from '../step.ts';
import { refusalRules } from './refusal.ts';
import type { RefusalRule } from './refusal.ts';

/** What a workshop takes from strangers; see `usualRules`. */
export interface AdmissionRules {
  /**
   * Repositories that `FROM` may name, whatever the tag: `python` for the official image,
   * `ghcr.io/course/base`. The first is what refusals say to take.
   */
  readonly bases: readonly string[];
  /** What `# syntax=` may name, letter by letter, besides the builder's own. */
  readonly frontends: readonly string[];
  /** Types of `RUN --mount` that are let through; what they take has to come from the folder or from an earlier stage. */
  readonly mounts: readonly MountType[];
  /** Beginnings of labels that are nobody's to set. */
  readonly reservedLabels: readonly string[];
  /**
   * What a `RUN` reaches of the network, on an engine that is made for a grading: `pypi.org`,
   * at the ports of HTTP and HTTPS, or `10.0.0.5:8080`.
   */
  readonly packageHosts: readonly string[];
  readonly limits: AdmissionLimits;
  /** Rules that do not hold here. */
  readonly except: readonly RefusalRule[];
}

export type MountType = 'bind' | 'cache' | 'tmpfs';

export interface AdmissionLimits {
  readonly dockerfileBytes: number;
  readonly lineBytes: number;
  readonly instructions: number;
  /** Instructions that make a layer: RUN, COPY, ADD, WORKDIR. */
  readonly layers: number;
  /** Of all that a builder would be sent. */
  readonly contextBytes: number;
  /** Files and folders that are looked at; the walk stops there. */
  readonly entries: number;
  /** Folders in folders. */
  readonly depth: number;
  readonly nameBytes: number;
  readonly ignoreFileBytes: number;
  readonly ignoreFileLines: number;
  readonly ports: number;
}

/** A part of the rules, as a workshop's `grading.ts` has it; the rest is the usual. */
export type AdmissionChoice = Partial<Omit<AdmissionRules, 'limits'>> & {
  readonly limits?: Partial<AdmissionLimits>;
};

const kibibyte = 1024;

const usualRules: AdmissionRules = {
  bases: [],
  frontends: [],
  mounts: [],
  reservedLabels: ['org.docker-workshop-kit', 'org.testcontainers'],
  packageHosts: [],
  limits: {
    dockerfileBytes: 64 * kibibyte,
    lineBytes: 8 * kibibyte,
    instructions: 200,
    layers: 100,
    contextBytes: 50 * kibibyte ** 2,
    entries: 10_000,
    depth: 64,
    nameBytes: 255,
    ignoreFileBytes: 64 * kibibyte,
    ignoreFileLines: 1_000,
    ports: 10,
  },
  except: [],
};

/** More of them a submission is not read for, whatever a workshop says. */
const most = {
  dockerfileBytes: kibibyte ** 2,
  contextBytes: usualRules.limits.contextBytes,
  entries: 20_000,
  depth: 64,
  nameBytes: 255,
  ignoreFileBytes: usualRules.limits.ignoreFileBytes,
} satisfies Partial<AdmissionLimits>;

/** The rules of a workshop. Where it does not name the bases, they are those that its checks ask for. */
export function admissionRulesOf({
  steps,
  grading,
}: Pick<Workshop, 'steps' | 'grading'>): AdmissionRules {
  const { limits, ...chosen } = grading?.admission ?? {};
  const asked = steps.flatMap(({ checks }) => checks.flatMap(({ base }) => base ?? []));
  return {
    ...usualRules,
    bases: [...new Set(asked)],
    ...chosen,
    limits: { ...usualRules.limits, ...limits },
  };
}

/** What is refused of everybody: what nobody can read, and what is too large to be handed on. */
const always: readonly RefusalRule[] = ['special-file', 'context-size'];

/** For a learner's own files on their own machine, where nothing is forbidden. */
export function withoutPolicy({ limits, ...rules }: AdmissionRules): AdmissionRules {
  return {
    ...rules,
    limits: { ...limits, ...most },
    except: refusalRules.filter((rule) => !always.includes(rule)),
  };
}

/** What is wrong with a workshop's choice, for its author. */
export function problemOfAdmission({
  bases,
  except,
  mounts,
  packageHosts,
  limits,
}: AdmissionChoice): string | undefined {
  const noImage = bases?.find((base) => {
    const reference = parseImageReference(base);
    return reference === undefined || reference.tag !== undefined || reference.digest !== undefined;
  });
  if (noImage !== undefined) {
    return `admission names the base "${noImage}": give a repository without a tag, as "python".`;
  }
  const noRule = except?.find((rule) => !refusalRules.includes(rule));
  if (noRule !== undefined) return `admission knows no rule "${noRule}".`;
  const kept = except?.find((rule) => always.includes(rule));
  if (kept !== undefined) return `admission: "${kept}" is refused everywhere.`;
  const noType = mounts?.find((type) => !['bind', 'cache', 'tmpfs'].includes(type));
  if (noType !== undefined)
    return `admission lets "${noType}" be mounted: it is bind, cache or tmpfs.`;
  const noHost = packageHosts?.find((host) => !/^[a-z0-9.-]+(?::\d+)?$/.test(host));
  if (noHost !== undefined) {
    return `admission names the host "${noHost}": give its name in small letters, as "pypi.org".`;
  }
  for (const [name, value] of Object.entries(limits ?? {})) {
    if (!(name in usualRules.limits)) return `admission knows no limit "${name}".`;
    const highest =
      (most as Partial<AdmissionLimits>)[name as keyof AdmissionLimits] ?? Number.MAX_SAFE_INTEGER;
    if (!Number.isInteger(value) || value < 1 || value > highest) {
      return `admission limits "${name}" to ${value}: it is a whole number from 1 to ${highest}.`;
    }
  }
  return undefined;
}
