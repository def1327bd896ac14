import type { Step, StepResult } from '@kit/checker';
import type { BuildProgress } from '@kit/harness';

/** What happens while a submission is judged, for whoever shows it. */
export type VerifyEvent =
  /** An engine is asked for this step; it may take a while. */
  | { readonly kind: 'working'; readonly step: Step }
  | { readonly kind: 'build'; readonly progress: BuildProgress }
  /** Something worth a line: where the engine comes from, what could not be removed. */
  | { readonly kind: 'note'; readonly text: string }
  /** A second time for the same step where the built image shows another verdict. */
  | { readonly kind: 'judged'; readonly result: StepResult };

export type Observer = (event: VerifyEvent) => void;
