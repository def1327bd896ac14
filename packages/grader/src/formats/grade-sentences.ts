import { plain } from '@kit/checker';
import type { SubmissionGrade } from '../class-report.ts';
import { notYourFault } from './learner-view.ts';
import type { LearnerView } from './learner-view.ts';
import { span } from './numbers.ts';

/**
 * What a learner is told of the grade as a whole, one sentence a line, in plain
 * text: why nothing was judged, or the points, what lateness took of them, which
 * attempt counts, and that more is counted than is shown.
 */
export function gradeSentences(grade: SubmissionGrade, view: LearnerView): readonly string[] {
  if (grade.outcome === 'error') return [notYourFault];
  if (grade.outcome === 'refused') return refusal(grade);
  return [
    `${view.outcome === 'passed' ? 'All that was judged passed: ' : ''}${view.points} of ${view.maxPoints} points.`,
    ...lateness(grade, view),
    ...attempt(grade),
    ...(view.countsMore ? ['Your grade counts more than is listed here.'] : []),
  ];
}

function refusal({ problem }: SubmissionGrade): readonly string[] {
  const { reason, help } = problem ?? { reason: '', help: '' };
  return ['Nothing was judged.', reason, help]
    .map((sentence) => plain(sentence, 1000))
    .filter((sentence) => sentence !== '');
}

function lateness({ late }: SubmissionGrade, view: LearnerView): readonly string[] {
  if (late === undefined) return [];
  const came = `It came ${span(late.minutes)} late`;
  if (late.deducted === 0) return [`${came}, which costs nothing.`];
  const share = `${Math.round(late.deducted * 1000) / 10}%`;
  return [`${came}, which takes ${share} of them and leaves ${view.score}.`];
}

function attempt({ attempt }: SubmissionGrade): readonly string[] {
  return attempt === undefined || attempt.of === 1
    ? []
    : [`This is your attempt ${attempt.number} of ${attempt.of}, the one that counts.`];
}
