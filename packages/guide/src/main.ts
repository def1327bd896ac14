import { once } from 'node:events';
import { writeTo } from '@kit/harness/write-to';
import {
  defaultDirectory,
  Interrupted,
  loadWorkshop,
  openInBrowser,
  runCommand,
  sessionOpener,
} from '@kit/verify';
import { startGuide } from './guide.ts';
import { readOptions, usage } from './options.ts';

/**
 * `pnpm guide`.
 * @returns the exit code: 0 once it was ended, 2 where it could not begin.
 */
export function main(args: readonly string[]): Promise<number> {
  return runCommand((signal) => run(args, signal));
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
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
          if (process.stderr.isTTY) request.onNote('The terminal of `pnpm guide` asks something.');
        },
      })(request),
  });
  await writeTo(process.stdout, `The guide is at ${guide.address}/\nCtrl-C ends it.\n`);
  if (options.open && process.stdout.isTTY && !process.env.CI) await openInBrowser(guide.address);
  if (!signal.aborted) await once(signal, 'abort');
  await guide.close();
  if (signal.reason instanceof Interrupted) return 0;
  throw signal.reason;
}
