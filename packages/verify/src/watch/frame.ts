import { engineOffer } from '../ask.ts';
import type { Pen } from '@kit/terminal';
import { reportLines } from '../reporters/terminal.ts';
import { resetLines } from '../reset/reset-lines.ts';
import { head, stepOverview } from './head.ts';
import { keyLine } from './key-line.ts';
import { keysPage } from './keys-page.ts';
import { listPage } from './list-page.ts';
import { nowPage } from './now-page.ts';
import { pageText } from './page-text.ts';
import { chosenStep } from './scene.ts';
import type { Scene } from './scene.ts';
import { solutionPage } from './solution-page.ts';
import { workInShort } from './work-lines.ts';

export interface Frame {
  /** One a row, none longer than the pen is wide. */
  readonly lines: readonly string[];
  /** How far the page is scrolled, which is never further than its end. */
  readonly scroll: number;
}

/** Two columns of steps, and enough below them to say something. */
const roomy = { columns: 72, rowsBelow: 14 };

/** The whole window for a scene; the same scene gives the same frame. */
export function frame(scene: Scene, rows: number, pen: Pen): Frame {
  const isRoomy =
    pen.width >= roomy.columns && rows - scene.state.steps.length / 2 >= roomy.rowsBelow;
  const overview = scene.view.page === 'now' ? stepOverview(scene, isRoomy, pen) : [];
  const gap = rows >= 16 ? [''] : [];
  const top = [head(scene, pen), ...(overview.length > 0 ? [...gap, ...overview] : []), ...gap];
  const status = statusLine(scene, pen);
  const bottom = [status, keyLine(scene, pen)];
  const room = Math.max(1, rows - top.length - bottom.length);
  const { lines, scroll } = body(scene, room, pen);
  const filled = [...lines, ...Array<string>(Math.max(0, room - lines.length)).fill('')];
  return { lines: [...top, ...filled, ...bottom].slice(-rows), scroll };
}

function body(scene: Scene, room: number, pen: Pen): Frame {
  if (scene.asksForEngine) {
    const lines = [...pen.paragraph('  ', engineOffer.join(' ')), '', '  Get it? [y/n]'];
    return { lines: lines.slice(0, room), scroll: 0 };
  }
  if (scene.view.page === 'now') return { lines: nowPage(scene, room, pen), scroll: 0 };
  const lines = pageLines(scene, pen);
  const last = Math.max(0, lines.length - room);
  // The list has no place of its own: it is where the chosen step can be seen.
  const wanted =
    scene.view.page === 'list' ? chosenStep(scene) - Math.floor(room / 2) : scene.view.scroll;
  const scroll = Math.max(0, Math.min(wanted, last));
  return { lines: lines.slice(scroll, scroll + room), scroll };
}

function pageLines(scene: Scene, pen: Pen): readonly string[] {
  const { view, state, lessons, reset } = scene;
  switch (view.page) {
    case 'now':
      return [];
    case 'report':
      return state.report === undefined ? [] : reportLines(state.report, pen, { isWatched: true });
    case 'text':
      return pageText(lessons[chosenStep(scene)]?.page ?? '', pen);
    case 'list':
      return listPage(scene, pen);
    case 'solution':
      return solutionPage(scene, pen);
    case 'keys':
      return keysPage(pen);
    case 'reset':
      return reset === undefined ? [] : resetLines(reset, pen);
  }
}

/** The newest thing that is worth a line. */
function statusLine(scene: Scene, pen: Pen): string {
  const { view, state, app, note, room, now } = scene;
  const { news, since } = scene.followed;
  const line = (text: string) => pen.oneLine('  ', text);
  if (view.said !== undefined) return line(view.said);
  if (app.kind === 'starting') return pen.paint('cyan', line('> Starting the container ...'));
  const isWorkShown =
    view.page === 'now' && state.phase === 'judging' && !state.steps.some(isFailed);
  if (state.phase === 'judging' && !isWorkShown) return workInShort(state, now, pen);
  if (news !== undefined) return pen.paint('green', line(news));
  if (app.kind === 'running') {
    return pen.paint('green', line(`Running at ${app.url}; \`r\` stops it.`));
  }
  if (note !== undefined) return pen.paint('yellow', line(note));
  if (room?.isTrouble) return pen.paint('yellow', line(room.text));
  // A save that changes no verdict was noticed all the same.
  const time = since?.toTimeString().slice(0, 8);
  const parts = [...(time ? [`Judged at ${time}`] : []), ...(room ? [room.text] : [])];
  return parts.length === 0 ? '' : pen.paint('dim', line(parts.join(` ${pen.symbols.dot} `)));
}

function isFailed({ status }: { readonly status: string }): boolean {
  return status === 'failed';
}
