import type { Diagnostic } from '@kit/checker';
import { Message } from './message.tsx';

/** Good habits beyond the workshop; nothing of it has to be done. */
export function AdviceView({ advice }: { readonly advice: readonly Diagnostic[] }) {
  return (
    <section class="advice">
      <h3>Beyond this workshop</h3>
      <p class="quiet">All is well as it is. In projects of your own, think of these:</p>
      {advice.map(({ check, message, why, help, docs, range }) => (
        <details key={check}>
          <summary>
            {range !== undefined && `Line ${range.start.line}: `}
            <Message text={message} inline />
          </summary>
          <Message text={why} />
          <Message text={help} label="Do" />
          {docs !== undefined && (
            <p>
              <a href={docs} target="_blank" rel="noreferrer">
                More on this
              </a>
            </p>
          )}
        </details>
      ))}
    </section>
  );
}
