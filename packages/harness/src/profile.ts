/**
 * Whose files are run, and so what holds them.
 * `learner`: somebody's own, on their own machine. `grade`: strangers'.
 * `grade-strict`: strangers', each on an engine of its own that is thrown away.
 */
export type Profile = 'learner' | 'grade' | 'grade-strict';

/** From the least to the most that is held. */
export const profiles: readonly Profile[] = ['learner', 'grade', 'grade-strict'];

/** What a container may take of its machine. */
export interface ContainerLimits {
  readonly memoryBytes: number;
  readonly cpus: number;
  readonly processes: number;
}

const mebibyte = 1024 * 1024;

/** Plenty for a small web app, and nothing that a laptop would miss; strangers get less. */
export const limitsOf: Readonly<Record<Profile, ContainerLimits>> = {
  learner: { memoryBytes: 512 * mebibyte, cpus: 1, processes: 256 },
  grade: { memoryBytes: 256 * mebibyte, cpus: 1, processes: 128 },
  'grade-strict': { memoryBytes: 256 * mebibyte, cpus: 1, processes: 128 },
};
