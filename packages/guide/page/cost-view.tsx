import type { RebuildCost } from '@kit/verify';
import { Bar } from './layers-view.tsx';
import { duration } from './units.ts';

/** What one more line in the app costs to build, with two orders of the same instructions. */
export function CostView({ cost: { file, orders } }: { readonly cost: RebuildCost }) {
  const most = Math.max(1, ...orders.map(({ durationMs }) => durationMs));
  return (
    <section class="cost">
      <h3>What a change costs</h3>
      <p>
        One line more in <code>{file}</code>, built again, measured on this machine just now:
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Time</th>
            <th scope="col">Done again</th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ title, durationMs, instructions }) => (
            <tr>
              <th scope="row">{title}</th>
              <td>
                {duration(durationMs)}
                <Bar share={durationMs / most} />
              </td>
              <td>
                {instructions
                  .filter(({ cached, number }) => !cached && number > 1)
                  .map(({ text }) => (
                    <code>{text}</code>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
