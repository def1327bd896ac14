import type { StepResult } from '@kit/checker';
import type { VNode } from 'preact';
import type { GradeOutcome } from '../../class-report.ts';
import { markup } from '@kit/presentation/markup';

/** A shape and a word, so that no meaning hangs on a colour. */
interface Mark {
  readonly sign: string;
  readonly word: string;
}

export const marksOfSteps: Readonly<Record<StepResult['status'], Mark>> = {
  passed: { sign: '✔', word: 'passed' },
  failed: { sign: '✖', word: 'failed' },
  blocked: { sign: '·', word: 'waits for an earlier step' },
  skipped: { sign: '–', word: 'not judged' },
  error: { sign: '!', word: 'could not be judged' },
};

export const marksOfOutcomes: Readonly<Record<GradeOutcome, Mark>> = {
  passed: marksOfSteps.passed,
  failed: marksOfSteps.failed,
  refused: { sign: '⊘', word: 'refused' },
  error: marksOfSteps.error,
};

/** The sign alone, in a place too small for the word. */
export function signOf(status: StepResult['status']): VNode {
  const { sign, word } = marksOfSteps[status];
  return markup`<span class="mark ${status}" role="img" aria-label=${word}>${sign}</span>`;
}

/** The sign beside its word, which stands there anyway. */
export function signBeside(of: StepResult['status'] | GradeOutcome): VNode {
  const { sign } = { ...marksOfSteps, ...marksOfOutcomes }[of];
  return markup`<span class="mark ${of}" aria-hidden="true">${sign}</span>`;
}
