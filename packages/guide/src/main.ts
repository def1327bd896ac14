import { once } from 'node:events';
import { writeTo } from '@kit/harness/write-to';
import {
  abortOnSignals,
  defaultDirectory,
  enterCallersFolder,
  explain,
  Interrupted,
  loadWorkshop,
  openInBrowser,
  sessionOpener,
} from '@kit/verify';
import { startGuide } from './guide.ts';
import { readOptions, usage } from './options.ts';

/**
 * `pnpm guide`. The one place that catches.
 * @returns the exit code: 0 once it was ended, 2 where it could not begin.
 */
export async function main(args: readonly string[]): Promise<number> {
  const signal = abortOnSignals(() => {
    process.stderr.write('\nStopping, and cleaning up. Ctrl-C once more stops at once.\n');
  });
  try {
    enterCallersFolder();
    const options = readOptions(args);
    if (options.help) {
      await writeTo(process.stdout, usage);
      return 0;
    }
    const workshop = await loadWorkshop(options.workshop);
    const guide = await startGuide({
      workshop,
      directory: options.directory ?? defaultDirectory(workshop),
      mode: options.static ? 'static' : 'full',
      ...(options.port !== undefined && { port: options.port }),
      openSession: (request) =>
        sessionOpener(signal, {
          // People look at the page.
          beforeAsking: () => {
            if (process.stderr.isTTY)
              request.onNote('The terminal of `pnpm guide` asks something.');
          },
        })(request),
    });
    await writeTo(process.stdout, `The guide is at ${guide.address}/\nCtrl-C ends it.\n`);
    if (options.open && process.stdout.isTTY && !process.env.CI) await openInBrowser(guide.address);
    if (!signal.aborted) await once(signal, 'abort');
    await guide.close();
    if (signal.reason instanceof Interrupted) return 0;
    throw signal.reason;
  } catch (error) {
    await writeTo(process.stderr, `${explain(error)}\n`).catch(() => undefined);
    return 2;
  }
}
