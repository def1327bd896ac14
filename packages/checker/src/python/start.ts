import type { BuildStep, ImagePlan, ShellCommand, StagePlan } from '@kit/dockerfile';
import type { Submission } from '../submission.ts';

/** Whether a container that starts with some words runs the wanted script. */
export type Start =
  | { readonly kind: 'starts' }
  /** Only a run can tell. */
  | { readonly kind: 'unclear'; readonly reason: string }
  | { readonly kind: 'fails'; readonly slip: StartSlip };

export type StartSlip =
  /** `path` is what the written word names from the folder in which the command runs. */
  | {
      readonly kind: 'no-script';
      readonly written: string;
      readonly path: string;
      readonly directory: string;
    }
  | { readonly kind: 'prompt' }
  | { readonly kind: 'bad-option'; readonly option: string }
  | { readonly kind: 'other-module'; readonly name: string }
  | { readonly kind: 'in-background' }
  | { readonly kind: 'missing-shell'; readonly program: string }
  | { readonly kind: 'missing-program'; readonly program: string }
  | { readonly kind: 'folder'; readonly written: string }
  | { readonly kind: 'not-executable'; readonly program: string }
  /** A script whose lines end as on Windows. */
  | { readonly kind: 'windows-lines'; readonly program: string }
  /** The shell reads on for `missing`, and finds the end. */
  | { readonly kind: 'unfinished'; readonly missing: string }
  /** Nothing in the file says which program reads it. */
  | { readonly kind: 'no-shebang'; readonly program: string }
  | { readonly kind: 'no-user'; readonly user: string }
  | { readonly kind: 'one-word'; readonly program: string }
  | { readonly kind: 'misspelt'; readonly program: string; readonly meant: string }
  | { readonly kind: 'other-program'; readonly program: string };

const nearness: readonly StartSlip['kind'][] = [
  'no-script',
  'prompt',
  'bad-option',
  'other-module',
  'in-background',
  'missing-shell',
  'missing-program',
  'folder',
  'not-executable',
  'no-shebang',
  'windows-lines',
  'unfinished',
  'no-user',
  'one-word',
  'misspelt',
  'other-program',
];

/** What the words of a start command are judged against. */
export interface Image {
  readonly plan: ImagePlan;
  readonly target: StagePlan;
  readonly steps: readonly BuildStep[];
  readonly directory: string;
  /** The wanted script, a path in the build context. */
  readonly script: string;
  readonly submission: Submission;
  readonly readShell: (script: string) => readonly ShellCommand[];
  /** Scripts that start one another, so far. */
  readonly depth?: number;
}

/** How far a start is from the wanted one. */
export function rank(start: Start): number {
  return start.kind === 'fails' ? nearness.indexOf(start.slip.kind) : -1;
}

export function unclear(what: string): Start {
  return { kind: 'unclear', reason: `${what} can only be judged by running the image.` };
}

export function fails(slip: StartSlip): Start {
  return { kind: 'fails', slip };
}
