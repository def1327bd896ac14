import type { Workshop } from '@kit/checker';
import { verifySubmission } from '@kit/verify';
import type { Report } from '@kit/verify';
import type { EngineKeeper } from './engine-keeper.ts';
import { openGradingSession } from './grading-session.ts';
import { layOverlay } from './overlay.ts';
import { unpackSubmission } from './snapshot.ts';

export interface GradingBench {
  /** With what grading puts in the place of its app and its checks. */
  readonly workshop: Workshop;
  /** What takes the place of the learner's app, by name. */
  readonly files: Readonly<Record<string, string>>;
  readonly engine: EngineKeeper;
  readonly signal: AbortSignal;
  /** That the files of one submission may come to. */
  readonly maximumBytes: number;
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
  { workshop, files, engine, signal, maximumBytes }: GradingBench,
): Promise<Report> {
  await using snapshot = await unpackSubmission(archive, maximumBytes);
  const { directory } = snapshot;
  await layOverlay(directory, files);
  const report = await verifySubmission(
    {
      workshop,
      directory,
      shownAs: '.',
      mode: 'grade',
      openSession: async (request) => openGradingSession(request, await engine.get(), purpose),
    },
    () => undefined,
    signal,
  );
  const named = { ...report, submission: { ...report.submission, digest: contentHash } };
  if (report.outcome !== 'error') return named;
  const trouble = report.steps.find((step) => step.status === 'error');
  throw new MachineFault(named, trouble?.reason ?? 'It could not be judged.');
}
