import { verifySubmission } from '@kit/verify';
import type { Report } from '@kit/verify';
import type { EngineKeeper } from './engine-keeper.ts';
import type { GradedWorkshop } from './graded-workshop.ts';
import { isFullEngine } from './full-disk.ts';
import { openGradingSession } from './grading-session.ts';
import type { SharedWork } from './grading-session.ts';
import type { Archive } from '../store/archives.ts';
import { layOverlay } from './overlay.ts';
import { startOwnTime } from './own-time.ts';
import type { OwnTime } from './own-time.ts';
import { openStrictSession } from './strict-session.ts';
import { unpackSubmission } from './snapshot.ts';

/** Where submissions are graded. */
export interface GradingBench extends GradedWorkshop {
  readonly engine: EngineKeeper;
}

export interface PackedSubmission {
  readonly contentHash: string;
  readonly archive: Archive;
  /** Stands in the labels of all that is made for it. */
  readonly purpose: string;
}

/** Not the learner's: it may go better another time. */
export class MachineFault extends Error {
  override readonly name = 'MachineFault';
  readonly report: Report;

  constructor(report: Report, message: string) {
    super(message);
    this.report = report;
  }
}

/** Somebody filled the engine that it shared with others, who then were at work as well. */
class EngineContested extends Error {
  override readonly name = 'EngineContested';
}

/**
 * The whole line for one packed submission. Where the engine that it shared with others
 * was full, it is graded once more, on one of its own.
 * @param time does not run on while it waits for the engine, or for its turn.
 * @throws MachineFault where the engine failed; the signal's reason once it is aborted.
 */
export async function gradeContent(
  submission: PackedSubmission,
  bench: GradingBench,
  signal: AbortSignal,
  time = startOwnTime(),
): Promise<Report> {
  try {
    return await judge(submission, bench, signal, time);
  } catch (error) {
    if (!(error instanceof EngineContested)) throw error;
    const resume = time.pause();
    return bench.engine.alone(() => {
      resume();
      return judge(submission, bench, signal, time, true);
    });
  }
}

async function judge(
  { contentHash, archive, purpose }: PackedSubmission,
  { workshop, files, servingLine, engine }: GradingBench,
  signal: AbortSignal,
  time: OwnTime,
  alone = false,
): Promise<Report> {
  await using snapshot = await unpackSubmission(archive());
  const { directory } = snapshot;
  await layOverlay(directory, files);
  let fault: Error | undefined;
  let work: SharedWork | undefined;
  const isContested = () =>
    work?.own !== undefined && !alone && (work.own.disk.wasFull === true || isFullEngine(fault));
  const onFault = (found: Error) => {
    fault = found;
  };
  const report = await verifySubmission(
    {
      workshop,
      directory,
      shownAs: '.',
      mode: 'grade',
      async openSession(request) {
        const shared = await engine.get().finally(time.pause());
        work = { ...shared, ...(servingLine !== undefined && { servingLine }) };
        return alone || work.isolation.profile === 'grade-strict'
          ? openStrictSession(request, work, purpose, onFault)
          : openGradingSession(request, work, purpose, onFault);
      },
    },
    () => undefined,
    signal,
  ).finally(() => {
    if (isContested()) throw new EngineContested();
  });
  const named: Report = {
    ...report,
    submission: { ...report.submission, digest: contentHash },
  };
  if (fault !== undefined) throw fault;
  if (report.outcome !== 'error') return named;
  const trouble = report.steps.find((step) => step.status === 'error');
  throw new MachineFault(named, trouble?.reason ?? 'It could not be judged.');
}
