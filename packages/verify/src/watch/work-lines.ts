import type { BuildInstruction, LoopState, Work } from '../loop/loop-state.ts';
import type { Pen } from '@kit/terminal';
import { duration } from '../reporters/terminal/step-list.ts';
import { spaced } from './fitting.ts';

/** What the engine does, an instruction a line, the newest ones where there is little room. */
export function workLines(
  { steps, work }: LoopState,
  rows: number,
  now: number,
  pen: Pen,
): readonly string[] {
  if (work === undefined) return pen.paragraph('  ', 'The container engine is asked.', 'dim');
  const number = steps.findIndex(({ id }) => id === work.step) + 1;
  const title = pen.paragraph('  ', `Step ${number}: ${steps[number - 1]?.title ?? ''}`, 'bold');
  // BuildKit tells of what it has cached in no order.
  const inOrder = work.instructions.toSorted((a, b) => a.number - b.number);
  const lines = inOrder.map((each) => instructionLine(each, now, pen));
  const said = saidOf(work, pen);
  const room = Math.max(1, rows - title.length - said.length - 1);
  return spaced(title, [...lines.slice(-room), ...said]).slice(0, rows);
}

/** The same in one line, where something else has the room. */
export function workInShort({ steps, work }: LoopState, now: number, pen: Pen): string {
  if (work === undefined) return '';
  const last = work.instructions.at(-1);
  const title = steps.find(({ id }) => id === work.step)?.title ?? '';
  if (last?.durationMs !== undefined || last === undefined) return inWork(`${title} ...`, pen);
  return inWork(`${last.number}/${last.total} ${last.text} ${elapsed(last, now)}`, pen);
}

function inWork(text: string, pen: Pen): string {
  return pen.paint('cyan', pen.oneLine('  > ', text));
}

function instructionLine(each: BuildInstruction, now: number, pen: Pen): string {
  const { number, total, text, cached, durationMs } = each;
  const isDone = durationMs !== undefined;
  const mark = isDone ? pen.paint('green', pen.symbols.passed) : pen.paint('cyan', '>');
  const time = cached ? 'cached' : isDone ? duration(durationMs) : elapsed(each, now);
  const label = `  ${mark} ${`${number}/${total}`.padStart(5)}  ${time.padStart(8)}  `;
  return pen.oneLine(label, text);
}

/** In whole seconds, and nothing at first: what changes all the time makes nervous. */
function elapsed({ startedAt }: BuildInstruction, now: number): string {
  const seconds = Math.floor((now - startedAt) / 1000);
  return seconds < 1 ? '' : duration(seconds * 1000).replace('.0', '');
}

function saidOf({ said, instructions }: Work, pen: Pen): readonly string[] {
  const text = said?.trim() ?? (instructions.length > 0 ? undefined : 'The engine is at it ...');
  return text === undefined ? [] : [pen.paint('dim', pen.oneLine('  ', text))];
}
