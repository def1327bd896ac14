import type { VNode } from 'preact';
import type { ClassReport } from '../../class-report.ts';
import type { ClassStatistics } from '../../class-statistics.ts';
import { markup } from '@kit/presentation/markup';
import { bar, linkTo } from './parts.ts';
import { counted, duration } from './units.ts';

/** How long judging took, and whose took longest. */
export function times(
  { durationMs, submissions }: ClassReport,
  statistics: ClassStatistics,
): VNode {
  const { total, median, ninth, slowest } = statistics.times;
  const known = submissions.filter((grade) => grade.known).length;
  const longest = Math.max(1, slowest[0]?.durationMs ?? 0);
  return markup`<section id="times">
    <h2>Times</h2>
    <dl class="facts">
      <div><dt>The whole run</dt><dd>${duration(durationMs)}</dd></div>
      <div><dt>One learner, the median</dt><dd>${duration(median)}</dd></div>
      <div><dt>Nine of ten within</dt><dd>${duration(ninth)}</dd></div>
      <div><dt>All learners together</dt><dd>${duration(total)}</dd></div>
    </dl>
    ${known > 0 && markup`<p>${counted(known, 'submission')} had been judged before, and not again: the files and the checks are the same.</p>`}
    ${
      slowest.length > 0 &&
      markup`<table class="bands">
        <thead><tr><th scope="col">The slowest</th><th scope="col">Time</th></tr></thead>
        <tbody>${slowest.map(
          (grade) => markup`<tr>
            <th scope="row">${linkTo(grade)}</th>
            <td class="share">${bar(grade.durationMs / longest)} ${duration(grade.durationMs)}</td>
          </tr>`,
        )}</tbody>
      </table>`
    }
  </section>`;
}
