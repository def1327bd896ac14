import type { StepResult } from '@kit/checker';
import type { VNode } from 'preact';
import type { SubmissionGrade } from '../../class-report.ts';
import { isJudged } from '../../class-statistics.ts';
import { excerptOf } from '../../source-excerpt.ts';
import { whyNotJudged } from '../judged-steps.ts';
import type { JudgedStep } from '../judged-steps.ts';
import { diagnosticView } from './diagnostic-view.ts';
import { marksOfSteps, signBeside } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { prose, titleOf } from './parts.ts';
import { counted, decimal, duration, pointsOf } from './units.ts';

const mostDiagnostics = 3;

/** One step of one learner: the verdict, its points, and what was found or hindered. */
export function verdict(judged: JudgedStep, grade: SubmissionGrade): VNode {
  const { step, result } = judged;
  const { status, diagnostics } = result;
  const { source } = grade.report.submission;
  const more = diagnostics.length - mostDiagnostics;
  return markup`<li>
    ${signBeside(status)} ${titleOf(step)}: ${marksOfSteps[status].word} <span class="quiet">${measures(judged)}</span>
    ${hindrance(result, grade)}
    ${diagnostics
      .slice(0, mostDiagnostics)
      .map((diagnostic) => diagnosticView(diagnostic, excerptOf(source, diagnostic.range)))}
    ${more > 0 && markup`<p class="quiet">And ${counted(more, 'thing')} more.</p>`}
  </li>`;
}

/** `1 of 2 points, 1.4 s` */
function measures({ result, points: { points, maxPoints } }: JudgedStep): string {
  return [
    maxPoints > 0 && `${decimal(points)} of ${pointsOf(maxPoints)}`,
    isJudged(result) && result.durationMs >= 1 && duration(result.durationMs),
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** Why it has no verdict, where that is not said above of the whole submission. */
function hindrance(result: StepResult, grade: SubmissionGrade): VNode | undefined {
  const isSaid = 'reason' in result && result.reason === grade.problem?.reason;
  const reason = isSaid ? undefined : whyNotJudged(grade, result);
  return reason === undefined ? undefined : markup`<p class="quiet">${prose(reason)}</p>`;
}
