import { judgeStep, readSubmission } from '@kit/checker';
import type { Availability, Step, StepResult, Submission, Witness, Workshop } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { setUpBench } from './bench.ts';
import type { Observer } from './observer.ts';
import { summarizePlan } from './plan-summary.ts';
import { outcomeOf } from './report.ts';
import type { Mode, Report } from './report.ts';
import type { OpenSession } from './session.ts';

export interface VerifyRequest {
  readonly workshop: Workshop;
  /** Folder to judge, relative to the working directory. */
  readonly directory: string;
  /** How the report names the folder; `directory` by default. */
  readonly shownAs?: string;
  readonly mode: Mode;
  /** Called once, when a step can be judged by an engine alone; never in the mode `static`. */
  readonly openSession: OpenSession;
}

/**
 * The whole line for one submission: reads it, works out its image plan, judges
 * step by step, and asks an engine where only an engine can tell.
 *
 * @param signal stops at the next word of the engine, after cleaning up there.
 * @returns the report; faults of the engine are in it, as steps with status `error`.
 * @throws SubmissionError where there is no folder to read; the signal's reason.
 */
export async function verifySubmission(
  request: VerifyRequest,
  observer: Observer,
  signal: AbortSignal,
): Promise<Report> {
  const submission = await readSubmission(request.directory);
  const { dockerfile: source } = submission;
  const dockerfile = parseDockerfile(source.kind === 'text' ? source.text : '');
  const plan = evaluateImagePlan(dockerfile, submission.context);
  const availability = request.mode === 'static' ? withoutEngine : {};
  const bench = setUpBench({ ...request, submission, availability }, observer, signal);
  const results = new Map<string, StepResult>();
  const witness = (): Witness => ({ submission, dockerfile, plan, evidence: bench.evidence });
  const judge = (step: Step) => judgeStep(step, witness(), results, bench.availability);
  try {
    for (const step of request.workshop.steps) {
      const started = performance.now();
      let result = judge(step);
      // On what is known so far it could not be told: ask the engine, and judge again.
      if (result.status === 'skipped' && bench.canAsk(step)) {
        await bench.ask(step);
        result = judge(step);
      }
      result = { ...result, durationMs: rounded(performance.now() - started) };
      results.set(step.id, result);
      observer({ kind: 'judged', result });
    }
  } finally {
    await bench.close();
  }
  const steps = [...results.values()];
  return {
    schema: 'workshop/report/v1',
    workshop: request.workshop.name,
    mode: request.mode,
    submission: {
      directory: request.shownAs ?? request.directory,
      dockerfile: source.kind === 'missing' ? 'Dockerfile' : source.name,
      found: foundOf(submission),
      digest: submission.digest,
      ...(source.kind === 'text' && { source: source.text }),
    },
    outcome: outcomeOf(steps),
    steps,
    plan: summarizePlan(submission, plan, steps),
    advice: request.workshop.advice.flatMap((each) => each.advise(witness())),
    ...bench.summary(),
  };
}

const notAsked = {
  status: 'skipped',
  reason: 'Only a container engine can judge this, and `--static` asks none.',
} as const;

const withoutEngine: Availability = { build: notAsked, tag: notAsked, serve: notAsked };

function foundOf({ dockerfile }: Submission): Report['submission']['found'] {
  if (dockerfile.kind !== 'missing') return dockerfile.kind;
  return dockerfile.similar.length === 0 ? 'nothing' : 'other-name';
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
