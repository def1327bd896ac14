import type { Diagnostic } from '@kit/checker';
import type { GuideState } from './guide-data.ts';
import { Message } from './message.tsx';

/** The learner's Dockerfile, with what is to be mended on its lines. */
export function DockerfileView({ state: { file, steps } }: { readonly state: GuideState }) {
  const diagnostics = steps.flatMap((step) => (step.status === 'failed' ? step.diagnostics : []));
  const onLine = Map.groupBy(diagnostics, ({ range }) => range?.start.line ?? 0);
  if (file.found !== 'text') {
    return (
      <section class="file">
        <h3>{file.path}</h3>
        <p>Not there yet. Write it with any editor; this page follows what you save.</p>
      </section>
    );
  }
  return (
    <section class="file">
      <h3>{file.path}</h3>
      <ol class="code" tabIndex={0} aria-label="Your Dockerfile">
        {file.lines.map((tokens, index) => {
          const found = onLine.get(index + 1) ?? [];
          return (
            <li class={found.length > 0 ? 'line wrong' : 'line'}>
              <code>
                {tokens.map(({ text, kind }) =>
                  kind === undefined ? text : <span class={kind}>{text}</span>,
                )}
              </code>
              {found.map((diagnostic) => (
                <Note diagnostic={diagnostic} />
              ))}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Note({ diagnostic: { message, help } }: { readonly diagnostic: Diagnostic }) {
  return (
    <div class="note">
      <Message text={message} strong />
      <Message text={help} />
    </div>
  );
}
