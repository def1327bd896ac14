import type { Diagnostic } from '@kit/checker';
import type { GuideState, ShownFile } from './guide-data.ts';
import { Message } from './message.tsx';

/** The learner's Dockerfile, with what is to be mended on its lines. */
export function DockerfileView({ state: { file, steps } }: { readonly state: GuideState }) {
  const diagnostics = steps.flatMap((step) => (step.status === 'failed' ? step.diagnostics : []));
  return (
    <section class="file">
      <h3>{file.path}</h3>
      {file.found === 'text' ? (
        <Lines file={file} diagnostics={diagnostics} />
      ) : (
        <NoFile file={file} diagnostics={diagnostics} />
      )}
    </section>
  );
}

interface FileProps {
  readonly file: ShownFile;
  readonly diagnostics: readonly Diagnostic[];
}

function Lines({ file: { lines, more }, diagnostics }: FileProps) {
  const onLine = Map.groupBy(diagnostics, ({ range }) => range?.start.line ?? 0);
  if (lines.length === 0) return <p>It is empty so far.</p>;
  return (
    <>
      <ol class="code" tabIndex={0} aria-label="Your Dockerfile">
        {lines.map((tokens, index) => {
          const found = onLine.get(index + 1) ?? [];
          return (
            <li class={found.length > 0 ? 'line wrong' : 'line'}>
              <code>
                {tokens.map(({ text, kind = '', isWrong }) => (
                  <span class={isWrong ? `${kind} place` : kind}>{text}</span>
                ))}
              </code>
              {found.map((diagnostic) => (
                <Note diagnostic={diagnostic} />
              ))}
            </li>
          );
        })}
      </ol>
      {more > 0 && (
        <p class="quiet">
          The lines from {lines.length + 1} to {lines.length + more} are judged too, and not shown.
        </p>
      )}
    </>
  );
}

/** Nothing that could be shown: there is no such file, or it holds no text. */
function NoFile({ file: { path, found }, diagnostics }: FileProps) {
  if (found === 'nothing') {
    return (
      <p>
        Not there yet. Write it with the editor you like, for example <code>nano {path}</code>, and
        save: it is judged and shown here at every save.
      </p>
    );
  }
  return (
    <>
      {diagnostics.slice(0, 1).map((diagnostic) => (
        <Note diagnostic={diagnostic} />
      ))}
    </>
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
