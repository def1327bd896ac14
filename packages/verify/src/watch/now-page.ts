import type { Diagnostic } from '@kit/checker';
import type { Report } from '../report.ts';
import { codeFrame } from '../reporters/terminal/code-frame.ts';
import { explain } from '../reporters/terminal/explain.ts';
import { explainNotJudged } from '../reporters/terminal/not-judged.ts';
import type { Pen } from '../reporters/terminal/pen.ts';
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
  if (app.kind === 'failed') return appFailed(app, rows, pen);
  if (state.trouble !== undefined) {
    const { reason, help } = state.trouble;
    return spaced(pen.paragraph('  ', reason, ['bold', 'yellow']), pen.paragraph('  Do    ', help));
  }
  const number = state.steps.findIndex(({ status }) => status === 'failed') + 1;
  const failed = state.steps[number - 1];
  if (failed?.status === 'failed' && state.report !== undefined) {
    const [first] = failed.diagnostics;
    if (first !== undefined) return toMend(state.report, failed, number, first, hint, rows, pen);
  }
  if (state.phase === 'judging') {
    const work = workLines(state, rows - (hint.length > 0 ? hint.length + 1 : 0), scene.now, pen);
    return spaced(work, hint);
  }
  const errors = state.steps.filter((step) => step.status === 'error');
  if (errors.length > 0) {
    const judged = state.steps.filter((step) => step.status !== 'waiting');
    const again = 'When the engine answers, the kit goes on by itself.';
    return spaced(explainNotJudged(judged, pen), pen.paragraph('  ', again, 'dim'), hint);
  }
  return passedLines(scene, hint, rows, pen);
}

/** First blank lines go, then the lines around, the code, the reason: what to do stays. */
function toMend(
  { submission }: Report,
  step: { readonly title: string },
  number: number,
  diagnostic: Diagnostic,
  hint: readonly string[],
  rows: number,
  pen: Pen,
): readonly string[] {
  const { title, place, message, why, help } = explain(submission, step, number, diagnostic, pen);
  const { range } = diagnostic;
  const code = (around?: { readonly before: number; readonly after: number }) =>
    range === undefined || submission.source === undefined
      ? []
      : [...place, ...codeFrame(submission.source, range, pen, around)];
  const rest = submission.found === 'nothing' && number === 1 ? beginning(submission, pen) : [];
  const tight = { before: 0, after: 0 };
  return fitting(
    [
      () => spaced(title, code(), message, [...why, ...help], rest, hint),
      () => [...spaced(title, code(), [...message, ...why, ...help], rest), ...hint],
      () => [...title, ...code(), ...message, ...why, ...help, ...rest, ...hint],
      () => [...title, ...code(tight), ...message, ...why, ...help, ...hint],
      () => [...title, ...code(tight), ...message, ...help, ...hint],
      () => [...title, ...message, ...help, ...hint],
      () => [...message, ...help, ...hint],
      () => [...help, ...hint, ...message],
    ],
    rows,
  );
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
