import type { ShownStep } from '../../loop/loop-state.ts';
import type { Pen } from '@kit/terminal';

/** Of the step that was reached last; what stands further up was told when it was that. */
export function lastNote(steps: readonly ShownStep[], pen: Pen): readonly string[] {
  const index = steps.findLastIndex((step) => step.status === 'passed' && step.note !== undefined);
  const step = steps[index];
  if (step?.status !== 'passed' || step.note === undefined) return [];
  return pen.paragraph(`  Step ${index + 1}  `, step.note, 'dim');
}
