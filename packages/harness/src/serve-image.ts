import { createServer } from 'node:net';
import { readLog } from './container-log.ts';
import type { Engine } from './engine.ts';
import { askUntilAnswered } from './probe.ts';
import { runContainer } from './run.ts';
import type { RunRequest } from './run.ts';
import { Unstartable } from './unstartable.ts';

export type ServedImage =
  | {
      readonly kind: 'running';
      /** Of the container's port on this machine, `http://127.0.0.1:8000`. */
      readonly url: string;
      /** Resolves when its first process ends. */
      readonly exited: Promise<unknown>;
      /** Ends it at once and removes it. */
      readonly stop: () => Promise<void>;
    }
  /** It ended before anybody could look at it; `log` holds its last lines, oldest first. */
  | { readonly kind: 'exited'; readonly log: readonly string[] };

const patienceMs = 15_000;

/**
 * Runs an image for somebody to look at, until it is stopped. Waits until its
 * port answers, but not for ever: a slow app is running too.
 *
 * @param request its `hostPort` is a wish: where that one is taken, a free one is used.
 * @throws EngineError; the signal's reason once it is aborted.
 */
export async function serveImage(
  engine: Engine,
  request: RunRequest & { readonly hostPort: number },
): Promise<ServedImage> {
  const hostPort = (await isFree(request.hostPort)) ? request.hostPort : 0;
  try {
    const container = await runContainer(engine, { ...request, hostPort });
    const { published, exited } = container;
    const url = `http://${published?.host ?? '127.0.0.1'}:${published?.port ?? 0}`;
    const answering = Promise.race([
      askUntilAnswered(url, {
        deadline: performance.now() + patienceMs,
        signal: request.signal ?? new AbortController().signal,
      }),
      exited.then(() => undefined),
    ]);
    const first = published && (await answering.catch(() => ({ kind: 'aborted' as const })));
    if (first !== undefined && first.kind !== 'aborted') {
      return { kind: 'running', url, exited, stop: () => container.remove() };
    }
    const log = await readLog(engine, container.id);
    await container.remove();
    request.signal?.throwIfAborted();
    return { kind: 'exited', log };
  } catch (error) {
    if (error instanceof Unstartable) return { kind: 'exited', log: [error.message] };
    throw error;
  }
}

/** Whether a port of this machine can be had. */
function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', () => {
    resolve(false);
  });
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
    server.close(() => {
      resolve(true);
    });
  });
  return promise;
}
