import type { StepResult, Workshop } from '@kit/checker';
import type { Report } from '@kit/verify';

/** The report of a submission that nobody could judge. */
export function reportWithoutVerdict(
  workshop: Workshop,
  digest: string,
  { reason, help }: { readonly reason: string; readonly help: string },
): Report {
  const steps = workshop.steps.map(({ id, title }): StepResult => {
    return { id, title, durationMs: 0, diagnostics: [], status: 'error', reason, help };
  });
  return {
    schema: 'workshop/report/v1',
    workshop: workshop.name,
    mode: 'grade',
    submission: { directory: '.', dockerfile: 'Dockerfile', found: 'text', digest },
    outcome: 'error',
    steps,
    plan: { config: {} },
    advice: [],
  };
}
