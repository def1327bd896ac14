import { asBuilt, judgeStep } from '@kit/checker';
import type { Step, StepResult, Witness } from '@kit/checker';
import type { Instruction } from '@kit/dockerfile';

/** A verdict that the kit predicted from the Dockerfile, and the engine refuted: a bug of the kit's. */
export interface Correction {
  /** Id of the step. */
  readonly step: string;
  readonly predicted: 'passed' | 'failed';
  /** What the engine showed; it is the step's verdict. */
  readonly actual: 'passed' | 'failed';
}

export interface SecondJudgement {
  /** By step id, all that were given. */
  readonly results: ReadonlyMap<string, StepResult>;
  readonly corrections: readonly Correction[];
}

/**
 * Judges the steps that were judged from the Dockerfile alone once more, on the
 * image that the engine built. What was left open is filled in; where the two
 * witnesses disagree the engine's word counts, and blocks what needs that step.
 *
 * @param results what the plan said, by step id.
 */
export function judgeAsBuilt(
  steps: readonly Step[],
  results: ReadonlyMap<string, StepResult>,
  witness: Witness,
): SecondJudgement {
  const built = asBuilt(witness);
  const judged = new Map(results);
  if (built === undefined) return { results, corrections: refusalOf(steps, witness) };
  const corrections: Correction[] = [];
  for (const step of steps) {
    const first = results.get(step.id);
    if (first === undefined || step.goal !== 'parse') continue;
    const second = judgeStep(step, built, judged);
    const [predicted, actual] = [first.status, second.status];
    if (predicted === actual || actual === 'skipped' || actual === 'error') continue;
    const wasJudged = predicted === 'passed' || predicted === 'failed';
    if (wasJudged && actual !== 'blocked') {
      corrections.push({ step: step.id, predicted, actual });
    }
    judged.set(step.id, { ...second, durationMs: first.durationMs });
  }
  return { results: judged, corrections };
}

/** The engine stopped at an instruction of which the plan knows all there is to know. */
function refusalOf(
  steps: readonly Step[],
  { plan, dockerfile, evidence: { build } }: Witness,
): readonly Correction[] {
  if (build?.kind !== 'failed' || build.builder === 'classic') return [];
  const { line, exitCode } = build;
  if (line === undefined || exitCode !== undefined || plan.errors.length > 0) return [];
  const at = dockerfile.instructions.findLast(({ range }) => range.start.line <= line);
  const step = steps.find(({ goal }) => goal === 'build');
  if (at === undefined || step === undefined || !isFullyKnown(at)) return [];
  return [{ step: step.id, predicted: 'passed', actual: 'failed' }];
}

/** Nothing outside the Dockerfile and its folder has a say in what it does. */
function isFullyKnown({ keyword, argument, flags }: Instruction): boolean {
  const isOnItsOwn =
    /^(ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|SHELL|STOPSIGNAL|VOLUME|WORKDIR)$/;
  return isOnItsOwn.test(keyword) && !argument.text.includes('$') && flags.length === 0;
}
