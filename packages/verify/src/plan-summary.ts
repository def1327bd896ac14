import { diagnosticOf } from '@kit/checker';
import type { Diagnostic, StepResult, Witness } from '@kit/checker';
import type { Problem } from '@kit/dockerfile';
import type { Report } from './report.ts';

/**
 * The report's `plan`: the image that the Dockerfile describes, or what no
 * builder would accept, in the words of the step that tells it where one does.
 * In `config` a variable that only a build knows stands as it was written.
 */
export function summarizePlan(witness: Witness, steps: readonly StepResult[]): Report['plan'] {
  const { submission, plan } = witness;
  const told = steps.flatMap((step) => step.diagnostics);
  if (submission.dockerfile.kind !== 'text') return { error: told[0] ?? nothingToBuild };
  const [problem] = plan.errors;
  if (problem !== undefined) {
    const error = told.find((diagnostic) => isAt(problem, diagnostic));
    return { error: error ?? diagnosticOf(problem.code, witness, problem) };
  }
  if (plan.target !== undefined) return { config: plan.target.config };
  return { error: told[0] ?? nothingToBuild };
}

function isAt(problem: Problem, diagnostic: Diagnostic): boolean {
  return diagnostic.range?.start.line === problem.range.start.line;
}

const nothingToBuild: Diagnostic = {
  check: 'plan',
  message: 'The Dockerfile describes no image.',
  why: 'Docker starts an image at `FROM`, and here it finds none.',
  help: 'Write `FROM` and a base image as the first instruction.',
};
