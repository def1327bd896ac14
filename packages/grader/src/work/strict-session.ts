import { EngineError, keepImages, startThrowAwayEngine } from '@kit/harness';
import type { EngineSession, SessionRequest } from '@kit/verify';
import { openGradingSession } from './grading-session.ts';
import type { SharedWork } from './grading-session.ts';

/**
 * Opens a session on an engine that is there for one submission alone, and gone
 * with it: nothing is shared, and a disk that it fills is its own.
 */
export async function openStrictSession(
  request: SessionRequest,
  work: SharedWork,
  purpose: string,
  onFault: (fault: Error) => void,
): Promise<EngineSession> {
  const { engine, stop } = await startThrowAwayEngine(work.engine);
  try {
    const alone = { ...work, engine, answers: new Map(), kept: await keepImages(engine) };
    const session = openGradingSession(request, alone, purpose, onFault);
    return {
      ...session,
      async build() {
        try {
          return await session.build();
        } catch (error) {
          if (!(error instanceof EngineError && error.fault === 'disk')) throw error;
          return {
            kind: 'failed',
            message: 'The build took more disk than grading gives it.',
            builder: engine.hasBuildKit ? 'buildkit' : 'classic',
            intermediate: [],
            log: [],
            durationMs: 0,
          };
        }
      },
      async close() {
        try {
          await session.close();
        } finally {
          await stop();
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
