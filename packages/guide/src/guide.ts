import path from 'node:path';
import { readSubmission } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import { pageFiles } from '@kit/presentation/live';
import { runApp, startLoop, UsageError } from '@kit/verify';
import type { OpenSession } from '@kit/verify';
import { createAppRunner } from './app-runner.ts';
import { guideStateOf } from './guide-state.ts';
import { readPages } from './pages.ts';
import { startGuideServer } from './server.ts';
import type { GuideServer, GuideServerRequest } from './server.ts';

export interface GuideRequest {
  readonly workshop: Workshop;
  /** Folder to judge, relative to the working directory. */
  readonly directory: string;
  readonly mode: 'static' | 'full';
  /** Absent for the usual one, or a free one where that is taken. */
  readonly port?: number;
  readonly openSession: OpenSession;
}

export interface Guide {
  /** `http://127.0.0.1:4600` */
  readonly address: string;
  /** Ends what runs, and removes what was made in the engine. */
  close(): Promise<void>;
}

const usualPort = 4600;

/** Not faster than a screen can follow: a build says a lot. */
const frameMs = 50;

/**
 * Judges a folder at every save, and serves the workshop's pages with the
 * verdicts beside them.
 * @throws SubmissionError where there is no folder to read; UsageError where
 * the port that was asked for cannot be had.
 */
export async function startGuide(request: GuideRequest): Promise<Guide> {
  const { workshop, directory, mode, openSession } = request;
  const [files, pages] = await Promise.all([
    pageFiles(path.join(import.meta.dirname, '../page')),
    readPages(workshop),
    // A name that is misspelt would be waited for.
    readSubmission(directory),
  ]);
  let frame: NodeJS.Timeout | undefined;
  let sentAt = 0;
  const server = await listenOn(request.port, {
    files,
    guide: { title: workshop.title, pages },
    state: () => guideStateOf(loop.state, app?.state, directory),
    actions: new Map([
      ['start', () => void app?.start()],
      ['stop', () => void app?.stop()],
    ]),
  });
  const sendSoon = () => {
    const wait = Math.max(0, sentAt + frameMs - performance.now());
    frame ??= setTimeout(() => {
      frame = undefined;
      sentAt = performance.now();
      server.send();
    }, wait);
  };
  const loop = startLoop({ workshop, directory, mode, openSession });
  const app =
    mode === 'full'
      ? createAppRunner((signal) => runApp(workshop, directory, signal), sendSoon)
      : undefined;
  loop.subscribe(sendSoon);
  return {
    address: server.address,
    async close() {
      await Promise.all([server.close(), loop.close(), app?.stop()]);
      clearTimeout(frame);
    },
  };
}

async function listenOn(
  port: number | undefined,
  request: Omit<GuideServerRequest, 'port'>,
): Promise<GuideServer> {
  try {
    return await startGuideServer({ ...request, port: port ?? usualPort });
  } catch (cause) {
    if (port === undefined) return startGuideServer({ ...request, port: 0 });
    const isTaken = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new UsageError(
      `Port ${port} ${isTaken ? 'is taken' : 'cannot be served on'}; without \`--port\` a free one is found.`,
      { cause },
    );
  }
}
