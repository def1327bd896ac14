import type { GuideState } from './guide-data.ts';
import { markFor, wordFor } from './statuses.ts';
import type { Page } from '../src/pages.ts';

interface StepListProps {
  readonly pages: readonly Page[];
  readonly steps: GuideState['steps'];
  /** Id of the step whose page is open. */
  readonly current: string;
}

export function StepList({ pages, steps, current }: StepListProps) {
  return (
    <ol class="steps">
      {pages.map(({ id, title }, index) => {
        const status = steps.find((step) => step.id === id)?.status ?? 'waiting';
        return (
          <li key={id}>
            <a
              href={`/step/${id}`}
              title={title}
              aria-current={id === current ? 'step' : undefined}
            >
              <span class={`mark ${status}`} aria-hidden="true">
                {markFor[status]}
              </span>
              <span class="ordinal" aria-hidden="true">
                {index + 1}
              </span>
              <span class="title">{title}</span>
              <span class="unseen">: {wordFor[status]}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
