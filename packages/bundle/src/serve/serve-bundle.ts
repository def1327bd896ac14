import { once } from 'node:events';
import { localAddresses } from '@kit/presentation/live';
import { UsageError } from '@kit/terminal';
import type { BlobStore } from '../blob-store.ts';
import { openBundleFile } from '../format/file-source.ts';
import type { ServeOptions } from '../options.ts';
import { openRegistry } from '../registry/registry.ts';
import { loadCommand } from './pages.ts';
import { startBundleServer } from './server.ts';
import type { BundleServer, BundleServerRequest } from './server.ts';
import { stockShelf } from './shelf.ts';
import { openUpstream } from './upstream.ts';

/** Offers a bundle until the signal is aborted. @throws BundleError, UsageError */
export async function serveBundle(
  options: ServeOptions,
  store: BlobStore,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  await using source = await openBundleFile(options.file, signal);
  say(`Looking whether all of it is whole…`);
  const shelf = await stockShelf(source);
  const registry = openRegistry(options.registry, process.env, signal);
  const upstream = openUpstream(registry, store, signal);
  const server = await listenOn(options.port, { bundle: source.bundle, shelf, upstream });
  const hosts = options.address === undefined ? localAddresses() : [options.address];
  say(invitation(hosts.map((host) => `http://${host}:${server.port}`)));
  if (!signal.aborted) await once(signal, 'abort');
  await server.close();
}

const usualPort = 4800;

async function listenOn(
  port: number | undefined,
  request: Omit<BundleServerRequest, 'port'>,
): Promise<BundleServer> {
  try {
    return await startBundleServer({ ...request, port: port ?? usualPort });
  } catch (cause) {
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (port === undefined && isTaken) return startBundleServer({ ...request, port: 0 });
    throw new UsageError(
      `Port ${port ?? usualPort} ${isTaken ? 'is taken' : 'cannot be served on'}. Without \`--port\` a free one is found.`,
      { cause },
    );
  }
}

function invitation([address = '', ...more]: readonly string[]): string {
  return [
    '',
    'Learners:',
    `  ${loadCommand(address)}`,
    ...(more.length > 0 ? [`  where that does not answer: ${more.join('  ')}`] : []),
    '',
    'For engines and pip that are set to ask here, and need no `load`:',
    `  "registry-mirrors": ["${address}"]`,
    `  pip install --index-url ${address}/simple/ --trusted-host ${new URL(address).hostname} …`,
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}
