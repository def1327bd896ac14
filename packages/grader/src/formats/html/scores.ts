import type { VNode } from 'preact';
import type { ClassReport, SubmissionGrade } from '../../class-report.ts';
import type { ClassStatistics } from '../../class-statistics.ts';
import { scoreOf } from './matrix.ts';
import { markup } from '@kit/presentation/markup';
import { bar, linkTo, moment } from './parts.ts';
import { scoreBands } from './score-bands.ts';
import { counted, decimal, lateness, percent } from './units.ts';

/** How the points fall, and what lateness took of them. */
export function scores(report: ClassReport, statistics: ClassStatistics): VNode {
  const { policy, submissions } = report;
  return markup`<section id="scores">
    <h2>Scores and lateness</h2>
    <p>
      ${statistics.scores && `Mean ${decimal(statistics.scores.mean)}, median ${decimal(statistics.scores.median)}. `}
      ${`Credit: ${policy.credit}. Of several attempts counts: ${policy.attempts}. `}
      ${policy.due === undefined ? 'Nothing is ever late.' : markup`Due ${moment(policy.due)}.`}
    </p>
    ${distribution(submissions)}
    ${latecomers(submissions.filter(({ late }) => late !== undefined))}
  </section>`;
}

function distribution(submissions: readonly SubmissionGrade[]): VNode | undefined {
  const bands = scoreBands(submissions);
  const most = Math.max(...bands.map(({ count }) => count));
  if (most <= 0) return undefined;
  return markup`<table class="bands">
    <thead><tr><th scope="col">Points</th><th scope="col">Learners</th></tr></thead>
    <tbody>${bands.map(
      ({ label, count }) => markup`<tr>
        <th scope="row">${label}</th>
        <td class="share">${bar(count / most)} ${count}</td>
      </tr>`,
    )}</tbody>
  </table>`;
}

function latecomers(late: readonly SubmissionGrade[]): VNode | undefined {
  if (late.length === 0) return undefined;
  return markup`<details>
    <summary>${counted(late.length, 'learner')} came late</summary>
    <section class="scroller" aria-label="Who came late" tabindex="0">
      <table>
        <thead><tr>
          <th scope="col">Learner</th>
          <th scope="col">Late by</th>
          <th scope="col" class="number">Taken off</th>
          <th scope="col" class="number">Score</th>
        </tr></thead>
        <tbody>${late.map(
          (grade) => markup`<tr>
            <th scope="row">${linkTo(grade)}</th>
            <td>${lateness(grade.late?.minutes ?? 0)}</td>
            <td class="number">${percent(grade.late?.deducted ?? 0)}</td>
            <td class="number">${scoreOf(grade)}</td>
          </tr>`,
        )}</tbody>
      </table>
    </section>
  </details>`;
}
