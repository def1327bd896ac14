import type { GuideState } from './guide-data.ts';
import { wordFor } from './statuses.ts';

interface AnnouncementProps {
  readonly state: GuideState | undefined;
  /** Id of the step whose page is open. */
  readonly step: string;
}

/**
 * For screen readers, in a few words: told when a verdict has changed, and not
 * at every line that a build says.
 */
export function Announcement({ state, step }: AnnouncementProps) {
  return (
    <p class="unseen" role="status">
      {state && wordsFor(state, step)}
    </p>
  );
}

function wordsFor({ steps, trouble }: GuideState, id: string): string {
  if (trouble) return trouble.reason;
  const step = steps.find((each) => each.id === id);
  // It will be told once it is known.
  if (step === undefined || step.status === 'waiting') return '';
  const passed = steps.filter(({ status }) => status === 'passed').length;
  const message = step.status === 'failed' ? (step.diagnostics[0]?.message ?? '') : '';
  return `${step.title}: ${wordFor[step.status]}. ${message} ${passed} of ${steps.length} steps passed.`;
}
