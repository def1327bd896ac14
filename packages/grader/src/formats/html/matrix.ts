import type { VNode } from 'preact';
import type { ClassReport, SubmissionGrade } from '../../class-report.ts';
import { judgedSteps } from '../judged-steps.ts';
import { marksOfOutcomes, marksOfSteps, signBeside, signOf } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { linkTo, titleOf } from './parts.ts';
import { decimal, lateness } from './units.ts';

/** Who passed what: a row a learner, a column a step. */
export function matrix(report: ClassReport): VNode {
  const { steps, submissions } = report;
  return markup`<section id="matrix">
    <h2>Who passed what</h2>
    <p class="legend">
      ${Object.entries(marksOfSteps).map(
        ([status, { word }]) =>
          markup`<span>${signBeside(status as keyof typeof marksOfSteps)} ${word}</span>`,
      )}
    </p>
    <section class="scroller tall" aria-label="Who passed what" tabindex="0">
      <table class="matrix">
        <thead><tr>
          <th scope="col">Learner</th>
          <th scope="col">Outcome</th>
          <th scope="col" class="number">Score</th>
          <th scope="col">Late by</th>
          ${steps.map(
            (step, index) =>
              markup`<th scope="col" class=${step.hidden ? 'step hidden-step' : 'step'}><div><span><span class="ordinal">${index + 1}</span> ${titleOf(step)}</span></div></th>`,
          )}
        </tr></thead>
        <tbody>${submissions.map((grade) => row(grade, report))}</tbody>
      </table>
    </section>
  </section>`;
}

function row(grade: SubmissionGrade, report: ClassReport): VNode {
  const { outcome, late } = grade;
  return markup`<tr data-outcome=${outcome} data-late=${late && ''}>
    <th scope="row">${linkTo(grade)}</th>
    <td class="outcome">${signBeside(outcome)} <span class="word">${marksOfOutcomes[outcome].word}</span></td>
    <td class="number">${scoreOf(grade)}</td>
    <td class="late">${late && lateness(late.minutes)}</td>
    ${judgedSteps(grade, report).map(
      ({ result: { status } }) => markup`<td class="cell ${status}">${signOf(status)}</td>`,
    )}
  </tr>`;
}

/** What was not judged is no score of 0. */
export function scoreOf({ outcome, score }: SubmissionGrade): string {
  return outcome === 'error' || outcome === 'refused' ? 'none' : decimal(score);
}
