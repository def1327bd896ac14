import type { ShownImage } from '../src/shown-image.ts';
import { duration, size } from './units.ts';

/** The image as the stack that it is: what each instruction put on top, and what that took. */
export function LayersView({ image }: { readonly image: ShownImage }) {
  const layers = image.layers.filter(({ isOfBase }) => !isOfBase);
  const base = image.layers.filter(({ isOfBase }) => isOfBase);
  const baseBytes = base.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const most = Math.max(1, baseBytes, ...layers.map(({ sizeBytes }) => sizeBytes));
  return (
    <section class="layers">
      <h3>Your image</h3>
      <p>
        <code>{image.id.replace('sha256:', '').slice(0, 12)}</code>, {size(image.sizeBytes)}: each
        instruction lies on top of the one before.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Instruction</th>
            <th scope="col">Size</th>
            <th scope="col">Time</th>
          </tr>
        </thead>
        <tbody>
          {layers.toReversed().map(({ text, sizeBytes, took }) => (
            <tr>
              <th scope="row">
                <code>{text}</code>
              </th>
              <td>
                {sizeBytes === 0 ? (
                  <span class="quiet">no files</span>
                ) : (
                  <>
                    {size(sizeBytes)}
                    <Bar share={sizeBytes / most} />
                  </>
                )}
              </td>
              <td>{took === 'cached' ? 'cached' : took === undefined ? '' : duration(took)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">the base image</th>
            <td>
              {size(baseBytes)}
              <Bar share={baseBytes / most} />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** A number as a length; the number stands beside it. */
export function Bar({ share }: { readonly share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect width={Math.max(share * 100, share > 0 ? 1 : 0)} height="10" />
    </svg>
  );
}
