import { createPen, isInteractive, styleOf } from '@kit/terminal';
import type { Stream } from '@kit/terminal';
import type { Progress } from '../store/results.ts';
import { shownTime } from './amounts.ts';

/** How far a run is, on the terminal or in a log. */
export interface ProgressScreen {
  readonly show: (progress: Progress) => void;
  /** Something worth a line of its own. */
  readonly note: (text: string) => void;
  /** Takes away what is only of the moment. */
  readonly clear: () => void;
}

const plainPauseMs = 5_000;

/** A line that is written anew in its place on a terminal, and every few seconds elsewhere. */
export function progressScreen(stream: Stream, noColor: boolean): ProgressScreen {
  const pen = createPen(styleOf(stream, noColor));
  const isLive = isInteractive(stream);
  const left = timeLeft();
  let drawn = '';
  let toldAt = -Infinity;

  const clear = () => {
    if (!isLive) return;
    if (drawn !== '') stream.write('\r\u001b[2K');
    drawn = '';
  };
  let noted = '';
  const note = (text: string) => {
    // Several submissions meet the same fault of the machine.
    if (text === noted) return;
    noted = text;
    clear();
    stream.write(`${pen.paragraph('  ', text).join('\n')}\n`);
  };
  return {
    note,
    clear,
    show(progress) {
      const line = `${lineOf(progress)}${left(progress)}`;
      if (isLive) {
        const text = pen.oneLine('  ', line);
        if (text === drawn) return;
        clear();
        stream.write(text);
        drawn = text;
      } else if (line !== drawn && performance.now() - toldAt >= plainPauseMs) {
        toldAt = performance.now();
        drawn = line;
        stream.write(`${pen.oneLine('', line)}\n`);
      }
    },
  };
}

function lineOf(progress: Progress): string {
  const { total, passed, failed, trouble } = progress;
  return `Graded ${passed + failed + trouble} of ${total}: ${passed} passed, ${failed} failed, ${trouble} trouble`;
}

/** Judged by the pace since the first look, at each one that is done; nothing until there is one. */
function timeLeft(): (progress: Progress) => string {
  let first: { readonly at: number; readonly done: number } | undefined;
  let last = 0;
  let end = 0;
  return ({ total, passed, failed, trouble }) => {
    const [at, done] = [performance.now(), passed + failed + trouble];
    first ??= { at, done };
    const more = done - first.done;
    if (more < 3 || done === total) return '';
    if (done > last) end = at + ((at - first.at) / more) * (total - done);
    last = done;
    return `, about ${shownTime(Math.max(1_000, end - at))} left`;
  };
}
