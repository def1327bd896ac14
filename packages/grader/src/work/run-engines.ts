import { EngineError, runLimits, startThrowAwayEngine, whyNoThrowAwayEngines } from '@kit/harness';
import type { Engine, ThrowAwayEngine } from '@kit/harness';
import { faultOf } from '@kit/verify';

export interface RunEnginesOptions {
  readonly jobs: number;
  readonly onNote: (text: string) => void;
}

/** Makes the engine that all submissions of one grader are graded on, and throws it away. */
export class RunEngines {
  readonly #options: RunEnginesOptions;
  readonly #stopping = new Set<Promise<void>>();
  /** Whether one could be made; all submissions of a run are held by the same. */
  #can: boolean | undefined;
  /** Something of one that was thrown away could not be removed. */
  hasLeftovers = false;

  constructor(options: RunEnginesOptions) {
    this.#options = options;
  }

  /**
   * @returns nothing where this machine cannot have one.
   * @throws where it could before, has too little room for one, or the base fails.
   */
  async make(base: Engine, packageHosts: readonly string[]): Promise<ThrowAwayEngine | undefined> {
    const { jobs, onNote } = this.#options;
    this.#can ??= (await whyNoThrowAwayEngines(base)) === undefined ? undefined : false;
    if (this.#can === false) return undefined;
    try {
      const made = await startThrowAwayEngine(base, runLimits(jobs), packageHosts);
      this.#can = true;
      return made;
    } catch (error) {
      if (this.#can === true || error instanceof EngineError) throw error;
      this.#can = false;
      const { reason } = faultOf(error);
      onNote(
        `This grading cannot have an engine of its own, and what a build writes is not limited: ${reason}`,
      );
      return undefined;
    }
  }

  /** Ends one that is of no use any more; others need not wait for that. What is left of it is told. */
  discard(own: ThrowAwayEngine): Promise<void> {
    const stopping = own.stop().catch((error: unknown) => {
      this.hasLeftovers = true;
      this.#options.onNote(
        `Something is left of an engine of this grading: ${faultOf(error).reason} The next grading removes it.`,
      );
    });
    this.#stopping.add(stopping);
    return stopping.finally(() => this.#stopping.delete(stopping));
  }

  /** Waits until nothing is left of those that were discarded. */
  async close(): Promise<void> {
    await Promise.all(this.#stopping);
  }
}
