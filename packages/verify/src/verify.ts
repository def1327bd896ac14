import { firstOfEach, judgeStep, readSubmission } from '@kit/checker';
import type { Availability, Step, StepResult, Submission, Witness, Workshop } from '@kit/checker';
import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { EvidenceCollector } from './evidence-collector.ts';
import type { Observer } from './observer.ts';
import { summarizePlan } from './plan-summary.ts';
import { noLearnersEngine, notAsked, outcomeOf } from './report.ts';
import type { Mode, Report } from './report.ts';
import type { OpenSession } from './engine-session.ts';
import { judgeAsBuilt } from './second-witness.ts';
import type { Correction } from './second-witness.ts';

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
  const dockerfile = parseDockerfile(
    submission.dockerfile.kind === 'text' ? submission.dockerfile.text : '',
  );
  const plan = evaluateImagePlan(dockerfile, submission.context);
  const { openSession, workshop } = request;
  const collector = new EvidenceCollector(
    { openSession, submission, plan, availability: availabilityIn(request.mode) },
    observer,
    signal,
  );
  const witness = (): Witness => ({ submission, dockerfile, plan, evidence: collector.evidence });
  const { steps, corrections } = await judgeSteps(
    workshop.steps,
    witness,
    collector,
    observer,
  ).finally(() => collector.close());
  return {
    schema: 'workshop/report/v1',
    workshop: workshop.name,
    mode: request.mode,
    submission: summarizeSubmission(submission, request.shownAs ?? request.directory),
    outcome: outcomeOf(steps),
    steps,
    plan: summarizePlan(witness(), steps),
    ...(corrections.length > 0 && { corrections }),
    advice: firstOfEach(
      workshop.advice.flatMap((each) => each.advise(witness())),
      ({ check, rule = '' }) => `${check} ${rule}`,
    ),
    ...collector.summarize(),
  };
}

/**
 * In the order of the workshop; each result is told to the observer at once,
 * and again where the image that was built shows another.
 */
async function judgeSteps(
  steps: readonly Step[],
  witness: () => Witness,
  collector: EvidenceCollector,
  observer: Observer,
): Promise<Pick<Report, 'steps'> & { readonly corrections: readonly Correction[] }> {
  const results = new Map<string, StepResult>();
  const corrections: Correction[] = [];
  const judge = (step: Step) => judgeStep(step, witness(), results, collector.availability);
  const settle = (result: StepResult) => {
    if (results.get(result.id) === result) return;
    results.set(result.id, result);
    observer({ kind: 'judged', result });
  };
  for (const step of steps) {
    let started = performance.now();
    let result = judge(step);
    // On what is known so far it could not be told: ask the engine, and judge again.
    if (result.status === 'skipped' && collector.canCollect(step)) {
      await collector.open(step);
      // Getting an engine, which may take a minute, is not the step's time.
      started = performance.now();
      const isFirst = collector.evidence.build === undefined;
      await collector.collect(step);
      if (isFirst) {
        await collector.readImage(steps);
        const second = judgeAsBuilt(steps, results, witness());
        for (const each of second.results.values()) settle(each);
        corrections.push(...second.corrections);
      }
      result = judge(step);
    }
    settle({ ...result, durationMs: rounded(performance.now() - started) });
    if (step.goal === 'serve' && result.status === 'passed') {
      for (const shown of shownByAnswer(step, results)) settle(shown);
    }
  }
  return { steps: [...results.values()], corrections };
}

/** Steps left open without which the container could not have answered as the app does. */
function shownByAnswer(
  { needs }: Step,
  results: ReadonlyMap<string, StepResult>,
): readonly StepResult[] {
  return needs.flatMap((need): readonly StepResult[] => {
    const result = results.get(need);
    if (result?.status !== 'skipped') return [];
    const { id, title, durationMs } = result;
    return [{ id, title, durationMs, status: 'passed', diagnostics: [] }];
  });
}

function availabilityIn(mode: Mode): Availability {
  const skipped = { status: 'skipped', reason: notAsked } as const;
  if (mode === 'static') return { build: skipped, tag: skipped, serve: skipped };
  return mode === 'grade' ? { tag: { status: 'skipped', reason: noLearnersEngine } } : {};
}

function summarizeSubmission(
  { dockerfile, digest }: Submission,
  directory: string,
): Report['submission'] {
  if (dockerfile.kind === 'missing') {
    const found = dockerfile.similar.length === 0 ? 'nothing' : 'other-name';
    return { directory, dockerfile: 'Dockerfile', found, digest };
  }
  const { kind: found, name } = dockerfile;
  const source = dockerfile.kind === 'text' && { source: dockerfile.text };
  return { directory, dockerfile: name, found, digest, ...source };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
