import type { LoopState, ShownStep } from '../loop/loop-state.ts';
import type { ResetDescription } from '../reset/describe-reset.ts';
import type { RoomLine } from '../room/room-line.ts';
import type { AppState } from './app.ts';
import type { Followed } from './follow.ts';
import type { Lesson } from './lesson.ts';
import type { View } from './view.ts';

/** All that a frame shows: a value, so that the same scene gives the same frame. */
export interface Scene {
  readonly workshop: string;
  /** As the user named it. */
  readonly directory: string;
  readonly mode: 'static' | 'full';
  readonly state: LoopState;
  readonly view: View;
  /** One a step, in the same order. */
  readonly lessons: readonly Lesson[];
  readonly followed: Followed;
  /** What happened besides, as that progress cannot be kept. */
  readonly note: string | undefined;
  /** Of the instructor's room, where there is one. */
  readonly room: RoomLine | undefined;
  readonly app: AppState;
  /** Whether an engine may be got is asked. */
  readonly asksForEngine: boolean;
  /** What starting over would do; absent where that is not asked. */
  readonly reset: ResetDescription | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Index of the step to work on: the first to mend, else the first still open, in the end the last one. */
export function presentStep({ steps }: LoopState): number {
  const failed = steps.findIndex(({ status }) => status === 'failed');
  const open = steps.findIndex(({ status }) => status !== 'passed');
  return [failed, open].find((index) => index >= 0) ?? steps.length - 1;
}

/** Index of the step that the keys are about. */
export function chosenStep({ state, view }: Pick<Scene, 'state' | 'view'>): number {
  return view.chosen ?? presentStep(state);
}

export function passedOf(steps: readonly ShownStep[]): number {
  return steps.filter(({ status }) => status === 'passed').length;
}
