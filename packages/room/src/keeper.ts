import type { Learner } from './learner.ts';
import type { Session } from './session.ts';

/** Writes down what changes, soon and in order, whatever comes in meanwhile. */
export interface Keeper {
  note(learner?: Learner): void;
  /** Resolves when all that was noted so far is written, or cannot be. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface KeeperRequest {
  readonly session: () => Session;
  /** @returns false where the session has been forgotten meanwhile. */
  readonly keep: (session: Session, learners: readonly Learner[]) => Promise<boolean>;
  readonly onForgotten: () => void;
  readonly onTrouble: (error: Error) => void;
}

/** Forty savers give one write a moment, not forty. */
const soonMs = 300;
const againMs = 2_000;

export function createKeeper({ session, keep, onForgotten, onTrouble }: KeeperRequest): Keeper {
  let changed = new Map<string, Learner>();
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const write = async () => {
    timer = undefined;
    if (!isDue) return;
    const learners = changed;
    changed = new Map();
    isDue = false;
    try {
      if (!(await keep(session(), [...learners.values()]))) onForgotten();
    } catch (error) {
      // What is newer stays.
      changed = new Map([...learners, ...changed]);
      isDue = true;
      onTrouble(error as Error);
      plan(againMs);
    }
  };
  const queue = () => (writing = writing.then(write));
  const plan = (ms: number) => {
    timer ??= setTimeout(() => void queue(), ms);
  };
  const settled = () => {
    clearTimeout(timer);
    return queue();
  };

  return {
    note(learner) {
      if (learner !== undefined) changed.set(learner.id, learner);
      isDue = true;
      plan(soonMs);
    },
    settled,
    async close() {
      await settled();
      clearTimeout(timer);
    },
  };
}
