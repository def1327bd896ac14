import type { VNode } from 'preact';
import type { ClassStatistics, StepStatistics } from '../../class-statistics.ts';
import { marksOfSteps, signBeside } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { bar, titleOf } from './parts.ts';
import { counted, percent } from './units.ts';

const statuses = ['passed', 'failed', 'blocked', 'skipped', 'error'] as const;

/** How far the class came, step by step. */
export function steps({ steps }: ClassStatistics): VNode {
  return markup`<section id="steps">
    <h2>Step by step</h2>
    <section class="scroller" aria-label="Step by step" tabindex="0">
      <table class="counts">
        <thead><tr>
          <th scope="col">Step</th>
          <th scope="col">Passed, of those judged</th>
          ${statuses.map(
            (status) =>
              markup`<th scope="col" class="number">${signBeside(status)} ${marksOfSteps[status].word}</th>`,
          )}
          <th scope="col" class="number">points</th>
        </tr></thead>
        <tbody>${steps.map(row)}</tbody>
      </table>
    </section>
  </section>`;
}

function row({ step, counts, passedShare }: StepStatistics, index: number): VNode {
  return markup`<tr>
    <th scope="row"><span class="ordinal">${index + 1}</span> ${titleOf(step)}</th>
    <td class="share">${passedShare === undefined ? 'nobody was judged' : markup`${bar(passedShare)} ${percent(passedShare)}`}</td>
    ${statuses.map(
      (status) =>
        markup`<td class=${counts[status] === 0 ? 'number none' : 'number'}>${counts[status]}</td>`,
    )}
    <td class="number">${step.maxPoints}</td>
  </tr>`;
}

/** For texts: `1 step is hidden`. */
export function hiddenSteps({ steps }: ClassStatistics): string | undefined {
  const hidden = steps.filter(({ step }) => step.hidden).length;
  return hidden === 0 ? undefined : `${counted(hidden, 'step')} hidden from the learners`;
}
