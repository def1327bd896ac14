import type { AppState } from './guide-data.ts';
import { ask } from './use-guide-state.ts';

/** The learner's container, and what it answers, in a frame. */
export function App({ app }: { readonly app: AppState }) {
  return (
    <section class="app">
      <h3>Your container</h3>
      {app.kind === 'running' ? (
        <>
          <p>
            It answers at{' '}
            <a href={app.url} target="_blank" rel="noreferrer">
              {app.url}
            </a>
            . <button onClick={() => ask('stop')}>Stop it</button>
          </p>
          <iframe src={app.url} title="The page of your container" sandbox="allow-scripts" />
        </>
      ) : (
        <button disabled={app.kind === 'starting'} onClick={() => ask('start')}>
          {app.kind === 'starting' ? 'Building and starting…' : 'Build it and run it'}
        </button>
      )}
      {app.kind === 'failed' && (
        <div role="alert">
          <p>{app.message}</p>
          {app.lines.length > 0 && <pre>{app.lines.join('\n')}</pre>}
        </div>
      )}
    </section>
  );
}
