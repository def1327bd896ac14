/** A question that is asked once, however often its answer is wanted. */
export interface Question {
  /** Asked, and not answered yet. */
  readonly isOpen: boolean;
  readonly ask: () => Promise<boolean>;
  answer(yes: boolean): void;
}

/** @param onAsked called when it is asked. */
export function createQuestion(onAsked: () => void): Question {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let state: 'unasked' | 'open' | 'answered' = 'unasked';
  return {
    get isOpen() {
      return state === 'open';
    },
    ask() {
      if (state === 'unasked') {
        state = 'open';
        onAsked();
      }
      return promise;
    },
    answer(yes) {
      state = 'answered';
      resolve(yes);
    },
  };
}
