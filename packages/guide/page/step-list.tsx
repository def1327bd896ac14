import type { GuideState } from './guide-data.ts';
import type { Page } from '../src/pages.ts';

type Status = GuideState['steps'][number]['status'];

/** What a mark says to who cannot see it. */
export const wordFor: Readonly<Record<Status, string>> = {
  passed: 'passed',
  failed: 'something to mend',
  blocked: 'waits for an earlier step',
  skipped: 'not judged',
  error: 'could not be judged',
  waiting: 'being judged',
};

export const markFor: Readonly<Record<Status, string>> = {
  passed: '✔',
  failed: '✖',
  blocked: '·',
  skipped: '–',
  error: '!',
  waiting: '…',
};

interface StepListProps {
  readonly pages: readonly Page[];
  readonly steps: GuideState['steps'];
  /** Id of the step whose page is open. */
  readonly current: string;
}

export function StepList({ pages, steps, current }: StepListProps) {
  return (
    <ol class="steps">
      {pages.map(({ id, title }) => {
        const status = steps.find((step) => step.id === id)?.status ?? 'waiting';
        return (
          <li key={id}>
            <a href={`/step/${id}`} aria-current={id === current ? 'step' : undefined}>
              <span class={`mark ${status}`} aria-hidden="true">
                {markFor[status]}
              </span>
              {title}
              <span class="unseen">: {wordFor[status]}</span>
            </a>
          </li>
        );
      })}
    </ol>
  );
}
