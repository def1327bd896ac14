import type { Allowance } from '../shell/interpreter.ts';

/** No real Dockerfile asks to look at more files than this, each time counted. */
const maximumLooks = 1_000_000;

/** Thrown where the files of a plan take more work than any real one. */
class BudgetSpent extends Error {}

/** A RangeError is the stack's: it overflows in folders that stand thousands deep. */
export function isTooMuchWork(error: unknown): boolean {
  return error instanceof BudgetSpent || error instanceof RangeError;
}

/** No real Dockerfile has shell texts that take more steps together. */
const maximumShellSteps = 200_000;

/** Bounds the work of one plan: every COPY of a file can look at all files there are. */
export class Budget {
  readonly shell: Allowance = { left: maximumShellSteps };
  #left: number;

  /** @param times as much as a plan needs. */
  constructor(times = 1) {
    this.#left = times * maximumLooks;
  }

  /** @throws BudgetSpent */
  spend(looks: number): void {
    this.#left -= looks;
    if (this.#left < 0) throw new BudgetSpent('too many files to follow');
  }

  /**
   * Matching goes by characters, many of which cost as much as a look.
   * @throws BudgetSpent
   */
  spendSteps(steps: number): void {
    this.spend(steps / 16);
  }
}
