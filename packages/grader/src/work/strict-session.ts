import { diskInWords, keepImages, startThrowAwayEngine, strictLimits } from '@kit/harness';
import type { EngineSession, SessionRequest } from '@kit/verify';
import { endedBuild } from './ended-build.ts';
import { isFullEngine, unlessItOnlySaysSo } from './full-disk.ts';
import { openGradingSession } from './grading-session.ts';
import type { SharedWork } from './grading-session.ts';

/**
 * Opens a session on an engine that is there for one submission alone, and gone
 * with it: nothing is shared, and a disk that it fills is its own.
 * @param work whose engine it is made of; where that is one of this run, it is given as much.
 */
export async function openStrictSession(
  request: SessionRequest,
  work: SharedWork,
  purpose: string,
  onFault: (fault: Error) => void,
): Promise<EngineSession> {
  const { base, limits } = work.own ?? { base: work.engine, limits: strictLimits };
  const own = await startThrowAwayEngine(base, limits, work.packageHosts, work.sandbox);
  const { engine, disk } = own;
  try {
    const alone = { ...work, engine, own, answers: new Map(), kept: await keepImages(engine) };
    const session = openGradingSession(request, alone, purpose, (fault) => {
      if (!isFullEngine(fault)) onFault(fault);
    });
    return {
      ...session,
      async build() {
        try {
          return await session.build();
        } catch (error) {
          request.signal.throwIfAborted();
          // An engine that is full may also end, or say whatever.
          const reason: unknown = disk.full.aborted ? disk.full.reason : error;
          if (!isFullEngine(reason) || disk.wasFull === false) {
            return unlessItOnlySaysSo(error, engine, disk);
          }
          const most =
            reason.fault === 'disk'
              ? `disk than grading gives it: ${diskInWords(limits)}`
              : `processes than grading gives it: ${limits.processes}`;
          return endedBuild(engine, `The build took more ${most}.`);
        }
      },
      async close() {
        try {
          await session.close();
        } finally {
          await work.discard(own);
        }
      },
    };
  } catch (error) {
    await work.discard(own);
    throw error;
  }
}
