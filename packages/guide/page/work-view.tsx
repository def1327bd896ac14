import { duration } from './units.ts';
import type { GuideState } from './guide-data.ts';

/** What the engine does now, an instruction a line. */
export function WorkView({ work }: { readonly work: NonNullable<GuideState['work']> }) {
  return (
    <section class="work">
      <h3>Building</h3>
      <ol>
        {work.instructions.map(({ number, total, text, cached, durationMs }) => (
          <li value={number}>
            <code>{text}</code>{' '}
            <span class="time">
              {cached ? 'cached' : durationMs === undefined ? '…' : duration(durationMs)}
            </span>
            <span class="unseen"> of {total}</span>
          </li>
        ))}
      </ol>
      {work.said !== undefined && <pre class="said">{work.said}</pre>}
    </section>
  );
}
