import { setTimeout as sleep } from 'node:timers/promises';
import {
  findSandbox,
  isAnswering,
  keepImages,
  obtainEngine,
  removeOwn,
  requireIsolation,
  sweepLeftovers,
  sweepThrowAwayEngines,
} from '@kit/harness';
import type { Engine, ProbeOutcome, Profile, ThrowAwayEngine } from '@kit/harness';
import { faultOf } from '@kit/verify';
import { createLock } from './alone.ts';
import type { SharedWork } from './grading-session.ts';
import { RunEngines } from './run-engines.ts';
import { sweepSnapshots } from './snapshot.ts';

export interface EngineKeeperOptions {
  readonly mayStartPrivateEngine: () => Promise<boolean>;
  readonly buildMs: number;
  readonly profile: Profile;
  /** Submissions at work at one time. */
  readonly jobs: number;
  /** What a RUN reaches of the network, where its base brings no packages and the engine is made for this grading. */
  readonly packageHosts: readonly string[];
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
  readonly #runEngines: RunEngines;
  readonly #lock = createLock();
  #work: Promise<SharedWork> | undefined;
  #leavesSomething = false;

  constructor(options: EngineKeeperOptions) {
    this.#options = options;
    this.#runEngines = new RunEngines(options);
  }

  /** Whether something that grading made could not be removed; once it is closed. */
  get hasLeftovers(): boolean {
    return this.#leavesSomething || this.#runEngines.hasLeftovers;
  }

  /**
   * The engine, which answered just now. One that went away is waited for, for
   * a while, and the kit's own is started again; one of this run whose disk was
   * full is thrown away, and another one made.
   * @throws EngineUnavailableError where there is none, EngineError where it cannot hold what the
   * profile promises; the signal's reason once it is aborted.
   */
  async get(): Promise<SharedWork> {
    const finding = (this.#work ??= this.#find(this.#options.mayStartPrivateEngine));
    const work = await finding.catch((error: unknown) => {
      this.#work = undefined;
      throw error;
    });
    const isFull = work.own?.disk.wasFull === true;
    if (!isFull && (await isAnswering(work.engine))) return work;
    // All that have noticed wait for the same search.
    if (this.#work === finding) {
      this.#discard(work.own);
      this.#work = isFull ? this.#renew(work.engine) : this.#waitFor(work.engine);
    }
    return this.get();
  }

  /** Does work on an engine of its own beside that of the run, one at a time. */
  alone<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#lock.alone(work);
  }

  /** Removes what no submission came to remove of its own, as when the engine kept silent; once all work has ended. */
  async close(): Promise<void> {
    const work = await this.#work?.catch(() => undefined);
    this.#discard(work?.own);
    await this.#runEngines.close();
    if (work === undefined || work.own !== undefined) return;
    for (let left = removals; ; left -= 1) {
      try {
        await removeOwn(work.engine);
        return;
      } catch (error) {
        if (left > 1) await sleep(pauseMs);
        else {
          this.#leavesSomething = true;
          this.#options.onNote(
            `Something that grading made is left on the container engine: ${faultOf(error).reason} The next grading on it removes that.`,
          );
          return;
        }
      }
    }
  }

  #renew({ isPrivate }: Engine): Promise<SharedWork> {
    this.#options.onNote(
      'A build filled the engine that all share. What was at work is graded again, each by itself.',
    );
    return this.#find(() => Promise.resolve(isPrivate));
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
    const base = await obtainEngine({ mayStartPrivateEngine, onProgress, signal });
    await sweepLeftovers(base);
    await sweepSnapshots();
    await sweepThrowAwayEngines();
    const packageHosts = base.standIn === undefined ? this.#options.packageHosts : [];
    const own = profile === 'grade' ? await this.#runEngines.make(base, packageHosts) : undefined;
    const engine = own?.engine ?? base;
    const sandbox = profile === 'grade-strict' ? findSandbox() : undefined;
    try {
      const isolation = await requireIsolation(engine, profile, {
        ...(own && { limits: own.limits }),
        packageHosts,
        ...(sandbox !== undefined && { sandbox }),
      });
      const kept = await keepImages(engine);
      const answers = new Map<string, Promise<ProbeOutcome>>();
      return {
        engine,
        answers,
        kept,
        buildMs,
        isolation,
        packageHosts,
        discard: (made) => this.#runEngines.discard(made),
        ...(own && { own }),
        ...(sandbox !== undefined && { sandbox }),
      };
    } catch (error) {
      this.#discard(own);
      throw error;
    }
  }

  #discard(own: ThrowAwayEngine | undefined): void {
    if (own !== undefined) void this.#runEngines.discard(own);
  }
}
