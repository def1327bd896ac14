import { list, quote } from '@kit/checker';
import { lastNote } from '../reporters/terminal/last-note.ts';
import type { Pen } from '@kit/terminal';
import { duration } from '../reporters/terminal/step-list.ts';
import { verifyCommand } from '../workshops.ts';
import { costLines } from './cost-lines.ts';
import { fitting, spaced } from './fitting.ts';
import { passedOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Nothing is left to mend: what was made, and what comes next. */
export function passedLines(
  scene: Scene,
  hint: readonly string[],
  rows: number,
  pen: Pen,
): readonly string[] {
  const title = pen.paragraph('  ', titleOf(scene), ['bold', 'green']);
  const made = scene.mode === 'full' ? pen.paragraph('  ', whatYouMade(scene)) : [];
  const next = nextOf(scene).flatMap((text, index) =>
    pen.paragraph(index === 0 ? '  Next  ' : '        ', text),
  );
  const advice = adviceLines(scene, pen);
  const cost = costOf(scene, pen);
  const note = lastNote(scene.state.steps, pen);
  return fitting(
    [
      () => spaced(title, made, note, cost, next, advice, hint),
      () => spaced(title, made, cost, next, advice, hint),
      () => spaced(title, made, cost, next, hint),
      () => [...title, ...made, ...cost, ...next, ...hint],
      () => [...title, ...cost, ...next, ...hint],
      () => [...title, ...next, ...hint],
    ],
    rows,
  );
}

function titleOf({ state: { steps }, followed, mode }: Scene): string {
  const all = `all ${steps.length} steps passed`;
  if (mode === 'static') {
    return `${passedOf(steps)} of ${steps.length} steps passed: all that can be judged without an engine.`;
  }
  return followed.isFirstPass ? `You made it: ${all}.` : `A${all.slice(1)}.`;
}

function whatYouMade({ state: { report }, lessons, followed }: Scene): string {
  const tags = lessons
    .flatMap(({ step }) => step.checks)
    .flatMap(({ wants }) => (wants?.kind === 'tag' ? [quote(wants.tag)] : []));
  const size =
    report?.image === undefined ? '' : ` of ${(report.image.sizeBytes / 1e6).toFixed(0)} MB`;
  const names = tags.length === 0 ? '' : `, named ${list(tags)}`;
  const { probe } = report ?? {};
  const answer =
    probe?.status === undefined
      ? ''
      : ` Its container answered ${probe.status} after ${duration(probe.durationMs)}.`;
  const sentence = `Your Dockerfile builds an image${size}${names}.${answer} It runs like this wherever there is a container engine, with nothing else installed.`;
  return followed.isFirstPass ? `${sentence}${itTook(followed.record)}` : sentence;
}

/** From the first step to the last, where that is worth telling. */
function itTook({ steps }: Scene['followed']['record']): string {
  const times = Object.values(steps).flatMap((step) =>
    step?.passedAt === undefined ? [] : [Date.parse(step.passedAt)],
  );
  const minutes = Math.round((Math.max(...times) - Math.min(...times)) / 60_000);
  return minutes < 1 || minutes > 24 * 60
    ? ''
    : ` It took you ${duration(minutes * 60_000).replace(' 0 s', '')}.`;
}

function nextOf({ mode, app, workshop }: Scene): readonly string[] {
  if (mode === 'static') {
    return [
      `Leave \`--static\` out: \`${verifyCommand(workshop, ' --watch')}\` builds the image and asks it for its page.`,
    ];
  }
  return [
    app.kind === 'running'
      ? `Look at it in your browser: ${app.url}`
      : 'Press `r` to run it, and look at it in your browser.',
    'Then change a line of the app and save: what is built anew?',
  ];
}

/** What a change of the app costs to build, as soon as it is known. */
function costOf({ state: { phase, cost } }: Scene, pen: Pen): readonly string[] {
  if (cost !== undefined) return costLines(cost, pen);
  const measuring = 'Measuring what a changed line of the app costs to build ...';
  return phase === 'measuring' ? pen.paragraph('  ', measuring, 'dim') : [];
}

function adviceLines({ state: { report } }: Scene, pen: Pen): readonly string[] {
  const [first] = report?.advice ?? [];
  if (first === undefined) return [];
  return pen.paragraph(
    '  Habit ',
    `${first.message} ${first.help} (It changes no verdict.)`,
    'dim',
  );
}
