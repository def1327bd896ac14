import type { VNode } from 'preact';
import type { ClassReport } from '../../class-report.ts';
import type { ClassStatistics } from '../../class-statistics.ts';
import { marksOfOutcomes, signBeside } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { decimal } from './units.ts';

/** The class in six numbers. */
export function overview({ submissions }: ClassReport, statistics: ClassStatistics): VNode {
  const { outcomes, late, scores } = statistics;
  const most = submissions[0]?.maxScore;
  return markup`<section id="overview" aria-label="Overview">
    <dl class="figures">
      ${figure('learners', submissions.length)}
      ${(['passed', 'failed', 'refused', 'error'] as const).map((outcome) =>
        figure(markup`${signBeside(outcome)} ${marksOfOutcomes[outcome].word}`, outcomes[outcome]),
      )}
      ${figure('late', late)}
      ${
        scores !== undefined &&
        figure(`mean score of ${decimal(most ?? 0)}`, decimal(scores.mean, 1))
      }
    </dl>
  </section>`;
}

function figure(word: unknown, value: unknown): VNode {
  return markup`<div><dt>${word}</dt><dd>${value}</dd></div>`;
}
