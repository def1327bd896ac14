import type { LoopState } from '../loop/loop-state.ts';
import type { StepRecord } from '../record/record-file.ts';
import { emptyAt, openRecord, withStep } from '../record/record.ts';
import { beginFollowing, follow } from './follow.ts';
import type { Followed } from './follow.ts';

/** A learner's way in a folder, as it goes on and as it is kept. */
export interface Journal {
  readonly followed: Followed;
  /** Why it could not be read or kept. */
  readonly note: string | undefined;
  follow(state: LoopState): void;
  noteHint(step: string, number: number): void;
  noteSolution(step: string): void;
  /** As if nothing had happened yet. */
  beginAgain(): void;
  /** Resolves when all is kept that can be. */
  settled(): Promise<void>;
}

export async function openJournal(workshop: string, directory: string): Promise<Journal> {
  const keeper = await openRecord(workshop, directory);
  let followed = beginFollowing(keeper.record);

  const goOn = (next: Followed) => {
    followed = next;
    keeper.keep(followed.record);
  };
  const note = (id: string, change: StepRecord) => {
    goOn({ ...followed, record: withStep(followed.record, id, change) });
  };

  return {
    get followed() {
      return followed;
    },
    get note() {
      return keeper.note;
    },
    follow(state) {
      goOn(follow(followed, state, new Date()));
    },
    noteHint(step, number) {
      const seen = followed.record.steps[step]?.hints ?? 0;
      if (number > seen) note(step, { hints: number });
    },
    noteSolution(step) {
      note(step, { solutionShown: true });
    },
    beginAgain() {
      goOn(beginFollowing(emptyAt(followed.record)));
    },
    settled: () => keeper.settled(),
  };
}
