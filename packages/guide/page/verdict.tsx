import { Message } from './message.tsx';
import type { GuideState } from './guide-data.ts';
import { markFor, wordFor } from './step-list.tsx';

/** How the open step stands, in a sentence; its first diagnostic in full. */
export function Verdict({
  state,
  step: id,
}: {
  readonly state: GuideState;
  readonly step: string;
}) {
  if (state.trouble) {
    return (
      <section class="verdict error">
        <p class="headline">{state.trouble.reason}</p>
        <p>{state.trouble.help}</p>
      </section>
    );
  }
  const step = state.steps.find((each) => each.id === id);
  if (step === undefined) return null;
  const { status } = step;
  const blocker =
    step.status === 'blocked'
      ? state.steps.find((each) => each.id === step.blockedBy)?.title
      : undefined;
  return (
    <section class={`verdict ${status}`}>
      <p class="headline">
        <span class={`mark ${status}`} aria-hidden="true">
          {markFor[status]}
        </span>
        This step: {wordFor[status]}
        {blocker === undefined ? '' : ` (${blocker})`}
      </p>
      {(step.status === 'skipped' || step.status === 'error') && <Message text={step.reason} />}
      {step.status === 'error' && <Message text={step.help} />}
      {step.status === 'failed' &&
        step.diagnostics.slice(0, 1).map(({ message, why, help, docs }) => (
          <>
            <Message text={message} strong />
            <Message text={why} />
            <Message text={help} label="Do" />
            {docs !== undefined && (
              <p>
                <a href={docs} target="_blank" rel="noreferrer">
                  Docker’s own page on this
                </a>
              </p>
            )}
          </>
        ))}
    </section>
  );
}
