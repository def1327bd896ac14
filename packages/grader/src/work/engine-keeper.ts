import { setTimeout as sleep } from 'node:timers/promises';
import {
  isAnswering,
  keepImages,
  obtainEngine,
  removeOwn,
  requireIsolation,
  sweepLeftovers,
  sweepThrowAwayEngines,
} from '@kit/harness';
import type { Engine, ProbeOutcome, Profile } from '@kit/harness';
import { faultOf } from '@kit/verify';
import type { SharedWork } from './grading-session.ts';
import { sweepSnapshots } from './snapshot.ts';

export interface EngineKeeperOptions {
  readonly mayStartPrivateEngine: () => Promise<boolean>;
  readonly buildMs: number;
  readonly profile: Profile;
  readonly onNote: (text: string) => void;
  readonly signal: AbortSignal;
}

/** How long an engine that went away is waited for, before submissions come out as errors. */
const patienceMs = 120_000;
const pauseMs = 1_000;
/** How often what was made on the engine is tried to be removed. */
const removals = 3;

/** Keeps the engine of this machine at hand while submissions are graded on it. */
export class EngineKeeper {
  readonly #options: EngineKeeperOptions;
  #work: Promise<SharedWork> | undefined;

  constructor(options: EngineKeeperOptions) {
    this.#options = options;
  }

  /**
   * The engine, which answered just now. One that went away is waited for, for
   * a while, and the kit's own is started again.
   * @throws EngineUnavailableError where there is none, EngineError where it cannot hold what the
   * profile promises; the signal's reason once it is aborted.
   */
  async get(): Promise<SharedWork> {
    const finding = (this.#work ??= this.#find(this.#options.mayStartPrivateEngine));
    const work = await finding.catch((error: unknown) => {
      this.#work = undefined;
      throw error;
    });
    if (await isAnswering(work.engine)) return work;
    // All that have noticed wait for the same search.
    if (this.#work === finding) this.#work = this.#waitFor(work.engine);
    return this.get();
  }

  /** Removes what no submission came to remove of its own, as when the engine kept silent; once all work has ended. */
  async close(): Promise<void> {
    const work = await this.#work?.catch(() => undefined);
    if (work === undefined) return;
    for (let left = removals; ; left -= 1) {
      try {
        await removeOwn(work.engine);
        return;
      } catch (error) {
        if (left > 1) await sleep(pauseMs);
        else {
          this.#options.onNote(
            `Something that grading made is left on the container engine: ${faultOf(error).reason} The next grading on it removes that.`,
          );
          return;
        }
      }
    }
  }

  async #waitFor({ isPrivate }: Engine): Promise<SharedWork> {
    const { signal, onNote } = this.#options;
    onNote('The container engine does not answer. Waiting for it.');
    for (const deadline = performance.now() + patienceMs; ;) {
      try {
        // In the place of somebody's own engine no other one is started.
        const work = await this.#find(() => Promise.resolve(isPrivate));
        onNote('The container engine answers again.');
        return work;
      } catch (error) {
        signal.throwIfAborted();
        if (performance.now() > deadline) throw error;
      }
      await sleep(pauseMs, undefined, { signal });
    }
  }

  async #find(mayStartPrivateEngine: () => Promise<boolean>): Promise<SharedWork> {
    const { onNote: onProgress, signal, buildMs, profile } = this.#options;
    const engine = await obtainEngine({ mayStartPrivateEngine, onProgress, signal });
    const isolation = await requireIsolation(engine, profile);
    await sweepLeftovers(engine);
    await sweepSnapshots();
    if (profile === 'grade-strict') await sweepThrowAwayEngines();
    const answers = new Map<string, Promise<ProbeOutcome>>();
    return { engine, answers, kept: await keepImages(engine), buildMs, isolation };
  }
}
