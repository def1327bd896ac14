import type { StepResult, Workshop } from '@kit/checker';
import type { Report } from '@kit/verify';
import type { Problem } from '../class/class-entry.ts';

/** A report where nothing was judged: each step says why. */
export function unjudgedReport(
  workshop: Workshop,
  directory: string,
  kind: 'refused' | 'error',
  { reason, help, source }: Problem,
): Report {
  const status =
    kind === 'error'
      ? ({ status: 'error', reason, help } as const)
      : ({ status: 'skipped', reason } as const);
  return {
    schema: 'workshop/report/v1',
    workshop: workshop.name,
    mode: 'grade',
    submission: {
      directory,
      dockerfile: 'Dockerfile',
      found: source === undefined ? 'nothing' : 'text',
      digest: '',
      ...(source !== undefined && { source }),
    },
    outcome: kind === 'error' ? 'error' : 'failed',
    steps: workshop.steps.map(({ id, title }): StepResult => ({
      id,
      title,
      durationMs: 0,
      diagnostics: [],
      ...status,
    })),
    plan: { config: {} },
    advice: [],
  };
}
