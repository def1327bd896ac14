import type { GuideState } from './guide-data.ts';
import { Message } from './message.tsx';
import { markFor, wordFor } from './statuses.ts';
import type { ShownStep } from './statuses.ts';

interface VerdictProps {
  readonly state: GuideState;
  /** Id of the step whose page is open. */
  readonly step: string;
}

/** How the open step stands, its first diagnostic in full, and where to go on. */
export function Verdict({ state: { steps, trouble }, step: id }: VerdictProps) {
  if (trouble) {
    return (
      <section class="verdict error">
        <Message text={trouble.reason} strong />
        <Message text={trouble.help} />
      </section>
    );
  }
  const step = steps.find((each) => each.id === id);
  if (step === undefined) return null;
  const { status } = step;
  return (
    <section class={`verdict ${status}`}>
      <p class="headline">
        <span class={`mark ${status}`} aria-hidden="true">
          {markFor[status]}
        </span>
        This step: {wordFor[status]}
      </p>
      {(status === 'skipped' || status === 'error') && <Message text={step.reason} />}
      {status === 'error' && <Message text={step.help} />}
      {status === 'passed' && step.note !== undefined && <Message text={step.note} />}
      {status === 'failed' && <FirstMistake step={step} />}
      {status !== 'failed' && <GoOn steps={steps} current={id} />}
    </section>
  );
}

function FirstMistake({ step }: { readonly step: Extract<ShownStep, { status: 'failed' }> }) {
  const [first, ...more] = step.diagnostics;
  if (first === undefined) return null;
  const { message, why, help, docs, range } = first;
  return (
    <>
      <Message text={message} strong />
      <Message text={why} />
      <Message text={help} label="Do" />
      <p class="quiet">
        {range !== undefined && `Line ${range.start.line}. `}
        {more.length > 0 && `The file below shows ${more.length} more. `}
        {docs !== undefined && (
          <a href={docs} target="_blank" rel="noreferrer">
            Docker’s own page on this
          </a>
        )}
      </p>
    </>
  );
}

/** The one next thing. */
function GoOn({
  steps,
  current,
}: {
  readonly steps: readonly ShownStep[];
  readonly current: string;
}) {
  if (steps.every(({ status }) => status === 'passed')) {
    return <p>All {steps.length} steps have passed: the app runs in an image of your own.</p>;
  }
  const next = steps.find(({ status }) => ['failed', 'error', 'waiting'].includes(status));
  if (next === undefined || next.id === current) return null;
  return (
    <p>
      Next: <a href={`/step/${next.id}`}>{next.title}</a>
    </p>
  );
}
