import type { Diagnostic } from '@kit/checker';
import type { LoopState } from '../loop/loop-state.ts';
import type { Report } from '../report.ts';
import { codeFrame } from '@kit/terminal';
import { explain } from '../reporters/terminal/explain.ts';
import { explainNotJudged } from '../reporters/terminal/not-judged.ts';
import { lastNote } from '../reporters/terminal/last-note.ts';
import type { Pen } from '@kit/terminal';
import { fitting, spaced } from './fitting.ts';
import { hintLines } from './hint-lines.ts';
import { passedLines } from './passed-lines.ts';
import type { Scene } from './scene.ts';
import { beginning } from './welcome.ts';
import { workLines } from './work-lines.ts';

/** The one next thing, in as many words as there is room for. */
export function nowPage(scene: Scene, rows: number, pen: Pen): readonly string[] {
  const { state, app } = scene;
  const hint = hintLines(scene, pen);
  if (app.kind === 'failed') {
    return spaced(appFailed(app, rows - (hint.length > 0 ? hint.length + 1 : 0), pen), hint);
  }
  if (state.trouble !== undefined) {
    const { reason, help } = state.trouble;
    const title = pen.paragraph('  ', reason, ['bold', 'yellow']);
    return spaced(title, pen.paragraph('  Do    ', withKey(help))).slice(0, rows);
  }
  const number = state.steps.findIndex(({ status }) => status === 'failed') + 1;
  const failed = state.steps[number - 1];
  if (failed?.status === 'failed' && state.report !== undefined) {
    const [first] = failed.diagnostics;
    const docker = dockerLines(scene, number, pen);
    const note = lastNote(state.steps, pen);
    if (first !== undefined)
      return toMend(state.report, failed, number, first, { docker, note, hint }, rows, pen);
  }
  if (state.phase === 'judging') {
    const work = workLines(state, rows - (hint.length > 0 ? hint.length + 1 : 0), scene.now, pen);
    return spaced(work, hint);
  }
  if (state.steps.some(({ status }) => status === 'error')) {
    return spaced(notJudged(state, pen), hint).slice(0, rows);
  }
  return passedLines(scene, hint, rows, pen);
}

/** First blank lines go, then the lines around, the code, the reason: what to do stays. */
function toMend(
  { submission }: Report,
  step: { readonly title: string },
  number: number,
  diagnostic: Diagnostic,
  { docker, note, hint }: Readonly<Record<'docker' | 'note' | 'hint', readonly string[]>>,
  rows: number,
  pen: Pen,
): readonly string[] {
  const { title, place, message, why, help } = explain(submission, step, number, diagnostic, pen);
  const { range } = diagnostic;
  const code = (around?: { readonly before: number; readonly after: number }) =>
    range === undefined || submission.source === undefined
      ? []
      : [...place, ...codeFrame(submission.source, range, pen, around)];
  const rest = submission.found === 'nothing' && number === 1 ? beginning(submission, pen) : docker;
  const tight = { before: 0, after: 0 };
  return fitting(
    [
      () => spaced(title, code(), message, [...why, ...help], rest, note, hint),
      () => spaced(title, code(), message, [...why, ...help], rest, hint),
      () => [...spaced(title, code(), [...message, ...why, ...help], rest), ...hint],
      () => [...title, ...code(), ...message, ...why, ...help, ...rest, ...hint],
      () => [...title, ...code(tight), ...message, ...why, ...help, ...hint],
      () => {
        const around = [...title, ...code(tight), ...message, ...help, ...hint];
        const short = shortened(why, rows - around.length, pen);
        return [...title, ...code(tight), ...message, ...short, ...help, ...hint];
      },
      () => [...title, ...message, ...help, ...hint],
      () => [...message, ...help, ...hint],
      () => [...help, ...hint, ...message],
    ],
    rows,
  );
}

/** Its first line and its last ones: a log says at its end what went wrong. */
function shortened(lines: readonly string[], rows: number, pen: Pen): readonly string[] {
  if (lines.length <= rows) return lines;
  if (rows < 3) return [];
  const gap = pen.paint('dim', `        ${pen.symbols.cut} m shows it all`);
  return [...lines.slice(0, 1), gap, ...lines.slice(2 - rows)];
}

/** The line that gives a shell the engine's `docker`, for steps in which it is typed. */
function dockerLines(
  { state: { report }, lessons }: Scene,
  number: number,
  pen: Pen,
): readonly string[] {
  const command = report?.engine?.howToUseDocker;
  if (command === undefined || lessons[number - 1]?.step.goal === 'parse') return [];
  return [
    ...pen.paragraph('  ', 'For the engine’s `docker` in your other window, once:'),
    ...pen.paragraph('      ', command, 'cyan'),
  ];
}

/** Why the engine's steps could not be judged, and what to do. */
function notJudged({ steps }: LoopState, pen: Pen): readonly string[] {
  const judged = steps
    .filter((step) => step.status !== 'waiting')
    .map((step) => (step.status === 'error' ? { ...step, help: withKey(step.help) } : step));
  const again = 'Enter judges again; an engine that comes back is noticed without it.';
  return spaced(explainNotJudged(judged, pen), pen.paragraph('  ', again, 'dim'));
}

/** Here a command is not run again. */
function withKey(help: string): string {
  return help
    .replaceAll('Run the same command again', 'Press Enter')
    .replaceAll('run the same command again', 'press Enter');
}

function appFailed(
  { message, lines }: { readonly message: string; readonly lines: readonly string[] },
  rows: number,
  pen: Pen,
): readonly string[] {
  const title = pen.paragraph('  ', message, ['bold', 'yellow']);
  const shown = lines.slice(-Math.max(0, rows - title.length - 1));
  return spaced(
    title,
    shown.map((line) => pen.oneLine('    ', line)),
  ).slice(0, rows);
}
