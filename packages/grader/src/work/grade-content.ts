import { verifySubmission } from '@kit/verify';
import type { Report } from '@kit/verify';
import type { EngineKeeper } from './engine-keeper.ts';
import type { GradedWorkshop } from './graded-workshop.ts';
import { openGradingSession } from './grading-session.ts';
import { layOverlay } from './overlay.ts';
import { openStrictSession } from './strict-session.ts';
import { unpackSubmission } from './snapshot.ts';

/** Where submissions are graded. */
export interface GradingBench extends GradedWorkshop {
  readonly engine: EngineKeeper;
}

export interface PackedSubmission {
  readonly contentHash: string;
  readonly archive: Uint8Array;
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

/**
 * The whole line for one packed submission.
 * @throws MachineFault where the engine failed; the signal's reason once it is aborted.
 */
export async function gradeContent(
  { contentHash, archive, purpose }: PackedSubmission,
  { workshop, files, servingLine, engine }: GradingBench,
  signal: AbortSignal,
): Promise<Report> {
  await using snapshot = await unpackSubmission(archive);
  const { directory } = snapshot;
  await layOverlay(directory, files);
  let fault: Error | undefined;
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
        const work = { ...(await engine.get()), ...(servingLine !== undefined && { servingLine }) };
        return work.isolation.profile === 'grade-strict'
          ? openStrictSession(request, work, purpose, onFault)
          : openGradingSession(request, work, purpose, onFault);
      },
    },
    () => undefined,
    signal,
  );
  const named: Report = {
    ...report,
    submission: { ...report.submission, digest: contentHash },
  };
  if (fault !== undefined) throw fault;
  if (report.outcome !== 'error') return named;
  const trouble = report.steps.find((step) => step.status === 'error');
  throw new MachineFault(named, trouble?.reason ?? 'It could not be judged.');
}
