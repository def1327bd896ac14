import type { Diagnostic } from '@kit/checker';
import type { LoopState, RebuildCost, Report, ShownStep, Work } from '@kit/verify';
import { highlight } from './highlight.ts';
import type { Token } from './highlight.ts';
import { imageOf } from './shown-image.ts';
import type { ShownImage } from './shown-image.ts';

/** All that the page shows of the learner's work; sent whole at every change. */
export interface GuideState {
  readonly round: number;
  readonly phase: LoopState['phase'];
  readonly steps: readonly ShownStep[];
  /** Why the folder cannot be judged just now. */
  readonly trouble?: { readonly reason: string; readonly help: string };
  readonly work?: Work;
  readonly file: ShownFile;
  readonly advice: readonly Diagnostic[];
  readonly image?: ShownImage;
  readonly cost?: RebuildCost;
  readonly engine?: NonNullable<Report['engine']>;
  readonly app: AppState;
}

/** The learner's Dockerfile, as it was judged. */
export interface ShownFile {
  /** `apps/python-server/Dockerfile` */
  readonly path: string;
  readonly found: Report['submission']['found'];
  readonly lines: readonly (readonly Token[])[];
}

/** The container that the learner looks at. */
export type AppState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string; readonly lines: readonly string[] };

/** @param directory as people name it. */
export function guideStateOf(
  { round, phase, steps, trouble, work, report, built, cost }: LoopState,
  app: AppState,
  directory: string,
): GuideState {
  return {
    round,
    phase,
    steps,
    ...(trouble && { trouble }),
    ...(work && { work }),
    file: fileOf(report?.submission, directory),
    advice: report?.advice ?? [],
    ...(report?.image && { image: imageOf(report.image, built) }),
    ...(cost && { cost }),
    ...(report?.engine && { engine: report.engine }),
    app,
  };
}

function fileOf(submission: Report['submission'] | undefined, directory: string): ShownFile {
  const { dockerfile = 'Dockerfile', found = 'nothing', source } = submission ?? {};
  return {
    path: `${directory}/${dockerfile}`,
    found,
    lines: source === undefined ? [] : highlight(source.replaceAll('\r\n', '\n'), 'dockerfile'),
  };
}
