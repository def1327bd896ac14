import { useEffect, useState } from 'preact/hooks';
import type { GuideState } from './guide-data.ts';
import { duration } from './units.ts';

interface WorkViewProps {
  readonly state: GuideState;
}

/** What the engine does now, an instruction a line. */
export function WorkView({ state: { work, steps, phase } }: WorkViewProps) {
  if (phase === 'measuring') {
    return (
      <section class="work">
        <h3>Measuring what a change costs</h3>
        <p>Your image is built a few times more, in a copy of the folder.</p>
      </section>
    );
  }
  if (work === undefined) return null;
  const step = steps.find(({ id }) => id === work.step);
  return (
    <section class="work">
      <h3>Now: {step?.title}</h3>
      <ol>
        {work.instructions.map(({ number, text, cached, durationMs, startedAt }) => (
          <li value={number}>
            <code>{text}</code>{' '}
            <span class="time">
              {cached ? (
                'cached'
              ) : durationMs === undefined ? (
                <Elapsed since={startedAt} />
              ) : (
                duration(durationMs)
              )}
            </span>
          </li>
        ))}
      </ol>
      {work.said !== undefined && <pre class="said">{work.said}</pre>}
    </section>
  );
}

/** Seconds that go on. */
function Elapsed({ since }: { readonly since: number }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <>{Math.max(0, Math.round((now - since) / 1000))} s …</>;
}
