import type { GradeOutcome } from '../class-report.ts';

/** One way to harm a grader, or to be given points for nothing, and what is to come of it. */
export interface HostileCase {
  /** As the catalogue of attacks has it: P parsing, C context, B build, R run, T report, F fault. */
  readonly id: string;
  readonly title: string;
  readonly trial: Trial;
}

export type Trial =
  | SubmissionTrial
  /** Another test tries it, by its own means. */
  | {
      readonly kind: 'test';
      /** From the folder of all packages. */
      readonly file: string;
      /** Stands in that file. */
      readonly title: string;
    };

/** A folder that somebody hands in. */
export interface SubmissionTrial {
  readonly kind: 'submission';
  /** How far it comes: without an engine, or built and run by one. */
  readonly reach: 'static' | 'engine';
  /** What may come of it. */
  readonly expected: readonly GradeOutcome[];
  readonly files?: Files;
  /** What no list of files can say. */
  readonly make?: (folder: string) => void | Promise<void>;
  /** Without which it cannot be made. */
  readonly needs?: Need;
  /** Stands in the reasons or diagnostics of its report. */
  readonly says?: RegExp;
  /** Eats what the machine has: only on an engine within limits of its own. */
  readonly isGreedy?: true;
}

/** `root`: to make devices. */
export type Need = 'root' | 'unix';

export type Files = Readonly<Record<string, string | Buffer>>;

/** Cases of submissions by one notation; several submissions of one case are told by what follows its id. */
export function submission(
  id: string,
  title: string,
  expected: GradeOutcome | readonly GradeOutcome[],
  trial: Omit<SubmissionTrial, 'kind' | 'expected' | 'reach'> & {
    readonly reach?: SubmissionTrial['reach'];
  },
): HostileCase {
  const outcomes = typeof expected === 'string' ? [expected] : expected;
  return {
    id,
    title,
    trial: { kind: 'submission', reach: 'static', expected: outcomes, ...trial },
  };
}

export function triedBy(id: string, title: string, file: string, test: string): HostileCase {
  return { id, title, trial: { kind: 'test', file, title: test } };
}
