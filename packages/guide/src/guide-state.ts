import type { Diagnostic } from '@kit/checker';
import type { LoopState, RebuildCost, Report, ShownStep, Work } from '@kit/verify';
import { bounded, boundedText } from './bounded.ts';
import { shownFileOf } from './shown-file.ts';
import type { ShownFile } from './shown-file.ts';
import { imageOf } from './shown-image.ts';
import type { ShownImage } from './shown-image.ts';

/** All that the page shows of the learner's work; sent whole at every change, so it is kept short. */
export interface GuideState {
  readonly phase: LoopState['phase'];
  readonly steps: readonly ShownStep[];
  /** Why the folder cannot be judged just now. */
  readonly trouble?: { readonly reason: string; readonly help: string };
  readonly work?: Work;
  readonly file: ShownFile;
  readonly advice: readonly Diagnostic[];
  readonly corrections: NonNullable<Report['corrections']>;
  readonly image?: ShownImage;
  readonly cost?: RebuildCost;
  readonly engine?: NonNullable<Report['engine']>;
  /** Absent where no engine is asked. */
  readonly app?: ShownApp;
}

/** The container that the learner looks at. */
export type AppState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'running';
      readonly url: string;
      /** Of the submission that it was built from. */
      readonly digest: string;
    }
  | {
      readonly kind: 'failed';
      readonly message: string;
      readonly lines: readonly string[];
      /** As above; absent where it did not come to that. */
      readonly digest?: string;
    };

export type ShownApp =
  | Exclude<AppState, { kind: 'running' }>
  | (Extract<AppState, { kind: 'running' }> & {
      /** Something was saved since it was built. */
      readonly isOutdated: boolean;
    });

/** A longer build is followed by its end. */
const mostInstructions = 50;

/** @param directory as people name it. */
export function guideStateOf(
  { phase, steps, trouble, work, report, built, cost }: LoopState,
  app: AppState | undefined,
  directory: string,
): GuideState {
  const shown = steps.map((step) => boundedStep(step));
  const wrong = shown.flatMap((step) => (step.status === 'failed' ? step.diagnostics : []));
  return {
    phase,
    steps: shown,
    ...(trouble && { trouble }),
    ...(work && { work: boundedWork(work) }),
    file: shownFileOf(report?.submission, directory, wrong),
    advice: report?.advice ?? [],
    corrections: report?.corrections ?? [],
    ...(report?.image && { image: imageOf(report.image, built) }),
    ...(cost && { cost }),
    ...(report?.engine && { engine: report.engine }),
    ...(app && { app: shownApp(app, report?.submission.digest) }),
  };
}

function boundedStep(step: ShownStep): ShownStep {
  return step.status === 'failed' ? { ...step, diagnostics: bounded(step.diagnostics) } : step;
}

function boundedWork({ step, instructions, said }: Work): Work {
  return {
    step,
    instructions: instructions.slice(-mostInstructions).map((each) => ({
      ...each,
      text: boundedText(each.text),
    })),
    ...(said !== undefined && { said: boundedText(said) }),
  };
}

function shownApp(app: AppState, digest: string | undefined): ShownApp {
  switch (app.kind) {
    case 'running':
      return { ...app, isOutdated: app.digest !== digest };
    case 'failed': {
      // The mistake may be mended by now.
      if (app.digest !== undefined && app.digest !== digest) return { kind: 'stopped' };
      const lines = app.lines.slice(-20).map((line) => boundedText(line));
      return { ...app, message: boundedText(app.message), lines };
    }
    default:
      return app;
  }
}
