import type { BuildStep, ShellCommand, StagePlan } from '@kit/dockerfile';
import type { Submission } from '../submission.ts';
import type { Site } from './install-site.ts';

export type RunStep = Extract<BuildStep, { kind: 'run' }>;

/** A command of a RUN, and all that has a say in what it does. */
export interface Situation {
  readonly submission: Submission;
  /** The wanted requirements file, a path in the build context. */
  readonly file: string;
  readonly stage: StagePlan;
  readonly step: RunStep;
  readonly command: ShellCommand;
  readonly steps: readonly BuildStep[];
  /** Place of the RUN among the steps. */
  readonly index: number;
  /** Place of the command in its RUN. */
  readonly at: number;
  /** Scripts that run one another, so far. */
  readonly depth?: number;
}

/** What a command of a RUN does towards installing the wanted requirements file. */
export type Attempt =
  | { readonly kind: 'installs'; readonly step: RunStep; readonly site: Site | undefined }
  /** Only a build can tell. */
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'fails'; readonly step: BuildStep; readonly slip: Slip };

/** How an attempt misses, the nearest to success first. */
export type Slip =
  /** `path` is what the written word names from where the command runs. */
  | {
      readonly kind: 'no-file';
      readonly written: string;
      readonly path: string;
      readonly directory: string;
      /** The requirements file that names it, where the command does not. */
      readonly namedIn?: string;
    }
  | { readonly kind: 'other-file'; readonly written: string; readonly source: string }
  | { readonly kind: 'elsewhere'; readonly option: string; readonly folder: string }
  | { readonly kind: 'unused-environment'; readonly folder: string }
  /** The Python that a container starts is the one of a virtual environment. */
  | { readonly kind: 'other-environment'; readonly folder: string }
  | { readonly kind: 'taken-back'; readonly by: string }
  /** A mount lies where the packages go, for as long as the RUN runs. */
  | { readonly kind: 'into-mount'; readonly folder: string; readonly flag: string }
  | { readonly kind: 'left-behind'; readonly stage: string; readonly line: number }
  | { readonly kind: 'in-background' }
  | { readonly kind: 'missing-shell'; readonly program: string }
  | { readonly kind: 'shell-words'; readonly word: string }
  | { readonly kind: 'unknown-option'; readonly option: string }
  | { readonly kind: 'not-a-module'; readonly written: string }
  | { readonly kind: 'dry-run' }
  | { readonly kind: 'file-as-package'; readonly written: string }
  /** An option that begins with a dash of a word processor. */
  | { readonly kind: 'long-dash'; readonly word: string }
  | { readonly kind: 'one-word'; readonly program: string }
  | { readonly kind: 'other-command'; readonly name: string | undefined }
  | { readonly kind: 'packages-only'; readonly packages: readonly string[] }
  | { readonly kind: 'only-printed'; readonly program: string }
  /** In the place of the program stands what no image has. */
  | { readonly kind: 'no-program'; readonly program: string }
  /** The shell reads on for `missing`, and finds the end. */
  | { readonly kind: 'unfinished'; readonly missing: string };

const nearness: readonly Slip['kind'][] = [
  'no-file',
  'other-file',
  'elsewhere',
  'unused-environment',
  'other-environment',
  'taken-back',
  'into-mount',
  'left-behind',
  'in-background',
  'missing-shell',
  'shell-words',
  'unknown-option',
  'not-a-module',
  'dry-run',
  'long-dash',
  'file-as-package',
  'one-word',
  'other-command',
  'packages-only',
  'only-printed',
  'no-program',
  'unfinished',
];

/** How far an attempt is from success. */
export function rank(attempt: Attempt): number {
  return attempt.kind === 'fails' ? nearness.indexOf(attempt.slip.kind) : -1;
}

export function unclear(what: string): Attempt {
  return { kind: 'unclear', reason: `Only a build can tell what ${what} installs.` };
}
