import { defineGrading } from '@kit/checker';
import type { Check, Goal, Grading, Step, StepResult, Workshop } from '@kit/checker';
import type { Report } from '@kit/verify';

/** A small workshop, and what may come of its steps. */

const check = (name: string): Check => ({ name, judge: () => ({ kind: 'holds' }) });

const step = (id: string, goal: Goal, ...checks: readonly string[]): Step => ({
  id,
  title: id,
  goal,
  needs: [],
  checks: checks.map(check),
});

export const workshop: Workshop = {
  name: 'small',
  title: 'Small',
  app: 'apps/small',
  steps: [
    step('first', 'parse', 'one'),
    step('second', 'parse', 'one', 'two', 'two'),
    step('tag', 'tag', 'tagged'),
    step('serve', 'serve', 'serves'),
  ],
  advice: [],
};

/** A step by its status alone, or failed with diagnostics of these checks. */
export type Told = Exclude<StepResult['status'], 'failed'> | readonly string[];

export function resultsOf(told: Readonly<Record<string, Told>>): readonly StepResult[] {
  return Object.entries(told).map(([id, what]): StepResult => {
    const base = { id, title: id, durationMs: 0, diagnostics: [] };
    if (typeof what !== 'string') {
      const diagnostics = what.map((name) => ({ check: name, message: '', why: '', help: '' }));
      return { ...base, status: 'failed', diagnostics };
    }
    switch (what) {
      case 'passed':
        return { ...base, status: what };
      case 'blocked':
        return { ...base, status: what, blockedBy: 'first' };
      case 'skipped':
        return { ...base, status: what, reason: 'only an engine can tell' };
      case 'error':
        return { ...base, status: what, reason: 'the engine stopped', help: 'start it' };
    }
  });
}

export function reportOf(steps: readonly StepResult[]): Report {
  const has = (status: StepResult['status']) => steps.some((each) => each.status === status);
  return {
    schema: 'workshop/report/v1',
    workshop: workshop.name,
    mode: 'grade',
    submission: { directory: 'd', dockerfile: 'Dockerfile', found: 'text', digest: '' },
    outcome: has('error') ? 'error' : has('failed') ? 'failed' : 'passed',
    steps,
    plan: { config: {} },
    advice: [],
  };
}

export const gradingOf = (changes: Partial<Grading> = {}): Grading => defineGrading(changes);
