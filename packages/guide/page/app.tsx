import type { ShownApp } from './guide-data.ts';
import { ask } from './use-guide-state.ts';

/** The learner's container, and what it answers, in a frame. */
export function App({ app }: { readonly app: ShownApp }) {
  return (
    <section class="app">
      <h3>Your container</h3>
      {app.kind === 'running' ? (
        <Running url={app.url} isOutdated={app.isOutdated} />
      ) : (
        <button disabled={app.kind === 'starting'} onClick={() => ask('start')}>
          {app.kind === 'starting' ? 'Building and starting…' : 'Build it and run it'}
        </button>
      )}
      {app.kind === 'failed' && (
        <div role="alert">
          <p>{app.message}</p>
          {app.lines.length > 0 && (
            <pre class="code" tabIndex={0}>
              {app.lines.join('\n')}
            </pre>
          )}
        </div>
      )}
    </section>
  );
}

function Running({ url, isOutdated }: { readonly url: string; readonly isOutdated: boolean }) {
  return (
    <>
      <p>
        It answers at{' '}
        <a href={url} target="_blank" rel="noreferrer">
          {url}
        </a>
      </p>
      {isOutdated && (
        <p class="outdated">
          You have saved since: this is the container of an earlier image. Run it again to see the
          new one.
        </p>
      )}
      <p>
        <button onClick={() => ask('start')}>Run it again</button>{' '}
        <button onClick={() => ask('stop')}>Stop it</button>
      </p>
      <iframe src={url} title="The page of your container" sandbox="allow-scripts" />
    </>
  );
}
