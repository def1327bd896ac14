import { judgeStep, readSubmission } from '@kit/checker';
import type { Availability, StepResult, Witness, Workshop } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';

const unavailable = { status: 'skipped', reason: 'needs an engine' } as const;
const availability: Availability = { build: unavailable, tag: unavailable, serve: unavailable };

export async function judgeStatic(
  workshop: Workshop,
  directory: string,
): Promise<ReadonlyMap<string, StepResult>> {
  const submission = await readSubmission(directory);
  const source = submission.dockerfile;
  const dockerfile = parseDockerfile(source.kind === 'text' ? source.text : '');
  const plan = evaluateImagePlan(dockerfile, submission.context);
  const witness: Witness = { submission, dockerfile, plan, evidence: {} };
  const results = new Map<string, StepResult>();
  for (const step of workshop.steps) {
    results.set(step.id, judgeStep(step, witness, results, availability));
  }
  return results;
}
