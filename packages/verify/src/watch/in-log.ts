import { writeTo } from '@kit/harness/write-to';
import { getsEngine } from '../ask.ts';
import { startLoop } from '../loop/loop.ts';
import type { LoopState } from '../loop/loop-state.ts';
import { createPen, styleOf } from '@kit/terminal';
import type { Pen } from '@kit/terminal';
import { renderReport } from '../reporters/terminal.ts';
import { followInRoom } from '../room/follow-in-room.ts';
import { costLines } from './cost-lines.ts';
import { patientSessions } from './session.ts';
import type { WatchRequest } from './watch.ts';

/**
 * Without a terminal to draw on: a report for each round, below a line with
 * the time, until the process is told to end.
 */
export async function watchInLog(
  { workshop, directory, mode, noColor, room }: WatchRequest,
  signal: AbortSignal,
): Promise<LoopState> {
  const style = styleOf(process.stdout, noColor);
  const pen = createPen(style);
  const note = (text: string) =>
    void process.stderr.write(`${pen.paragraph('', text).join('\n')}\n`);
  const loop = startLoop({
    workshop,
    directory,
    mode,
    openSession: patientSessions(() => {
      note(getsEngine);
      return Promise.resolve(true);
    }, signal),
  });
  let told = 0;
  let toldCost: LoopState['cost'];
  let writing = Promise.resolve();
  const write = (text: string) => {
    writing = writing.then(() => writeTo(process.stdout, text));
  };
  const tell = (state: LoopState) => {
    const { phase, round, report, trouble, cost } = state;
    if (cost !== undefined && cost !== toldCost) {
      toldCost = cost;
      write(`${costLines(cost, pen).join('\n')}\n\n`);
    }
    if (phase === 'judging' || round === told) return;
    told = round;
    const text =
      trouble !== undefined
        ? `\n${[...pen.paragraph('  ', trouble.reason), ...pen.paragraph('  ', trouble.help)].join('\n')}\n\n`
        : report === undefined
          ? ''
          : renderReport(report, style, { isWatched: true });
    write(`${timeLine(new Date(), pen)}\n${text}`);
  };
  loop.subscribe(tell);
  const inRoom = room && followInRoom(room, workshop, directory, (line) => note(line.text));
  if (inRoom !== undefined) loop.subscribe(inRoom.tell);
  await aborted(signal);
  await Promise.all([loop.close(), inRoom?.close()]);
  await writing.catch(() => undefined);
  return loop.state;
}

/** `── 14:05:09 ──` */
function timeLine(time: Date, pen: Pen): string {
  const dash = pen.symbols.bar === '│' ? '──' : '--';
  return pen.paint('dim', `${dash} ${time.toTimeString().slice(0, 8)} ${dash}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
