import type { Workshop } from '@kit/checker';
import { describeReset, isNothingToReset } from '../reset/describe-reset.ts';
import type { ResetDescription } from '../reset/describe-reset.ts';
import { carryOutReset, planReset } from '../reset/reset-plan.ts';
import type { ResetPlan } from '../reset/reset-plan.ts';
import { whyNot } from '@kit/terminal';

/** Starting over from within the screen: what it would do is shown first. */
export interface StartingOver {
  /** What it would do, while that is asked. */
  readonly description: ResetDescription | undefined;
  /** @returns why there is nothing to ask; absent where there is. */
  plan(): Promise<string | undefined>;
  dismiss(): void;
  /** @returns what to say of it. */
  carryOut(): Promise<{ readonly isDone: boolean; readonly said: string }>;
}

export function createStartingOver(workshop: Workshop, directory: string): StartingOver {
  let plan: ResetPlan | undefined;
  return {
    get description() {
      return plan && describeReset(plan);
    },
    async plan() {
      try {
        const found = await planReset(workshop, directory);
        if (isNothingToReset(describeReset(found))) {
          return 'There is nothing to remove: this is where the workshop begins.';
        }
        plan = found;
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    },
    dismiss() {
      plan = undefined;
    },
    async carryOut() {
      const agreed = plan;
      plan = undefined;
      if (agreed === undefined) return { isDone: false, said: '' };
      try {
        const { note } = await carryOutReset(agreed);
        return { isDone: true, said: note ?? 'Started over.' };
      } catch (error) {
        return { isDone: false, said: `Nothing was started over: ${whyNot(error)}.` };
      }
    },
  };
}
