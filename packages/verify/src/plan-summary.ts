import type { Diagnostic, StepResult, Submission } from '@kit/checker';
import type { ImagePlan, Problem } from '@kit/dockerfile';
import type { Report } from './report.ts';

/** The report's `plan`: the image that the Dockerfile describes, or what no builder would accept. */
export function summarizePlan(
  { dockerfile }: Submission,
  plan: ImagePlan,
  steps: readonly StepResult[],
): Report['plan'] {
  const told = steps.flatMap((step) => step.diagnostics);
  if (dockerfile.kind !== 'text') return { error: told[0] ?? nothingToBuild };
  const [problem] = plan.errors;
  if (problem !== undefined) {
    return { error: told.find((diagnostic) => isAt(problem, diagnostic)) ?? diagnosticOf(problem) };
  }
  if (plan.target !== undefined) return { config: plan.target.config };
  return { error: told[0] ?? nothingToBuild };
}

function isAt(problem: Problem, diagnostic: Diagnostic): boolean {
  return diagnostic.range?.start.line === problem.range.start.line;
}

function diagnosticOf(problem: Problem): Diagnostic {
  return {
    check: problem.code,
    message: problem.message,
    why: 'Docker refuses this line and builds nothing.',
    help: 'Correct or remove this line.',
    range: problem.range,
  };
}

const nothingToBuild: Diagnostic = {
  check: 'plan',
  message: 'The Dockerfile describes no image.',
  why: 'Docker starts an image at `FROM`, and here it finds none.',
  help: 'Write `FROM` and a base image as the first instruction.',
};
