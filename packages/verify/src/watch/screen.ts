import { emitKeypressEvents } from 'node:readline';
import type { Interface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import width from 'fast-string-width';

/** The whole window of a terminal, until it is closed. */
export interface Screen {
  /** Shows these lines, one a row: what differs from what is there, in one write. */
  draw(lines: readonly string[]): void;
  /** Gives the terminal back as it was. */
  close(): void;
}

interface ScreenRequest {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  /** A name: `h`, `?`, `up`, `ctrl-c`. */
  readonly onKey: (key: string) => void;
  /** The window has another size; what was drawn is gone. */
  readonly onResize: () => void;
  /** No key will come any more. */
  readonly onEnd: () => void;
}

// A screen of its own without a cursor, on which long lines are cut and not wrapped.
const enter = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J';
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l';

/** Takes the terminal over; whatever ends the process gives it back. */
export function openScreen({ stdin, stdout, onKey, onResize, onEnd }: ScreenRequest): Screen {
  let shown: readonly string[] = [];
  let isClosed = false;

  const keypress = (text: string | undefined, key: Keypress) => {
    onKey(nameOf(text, key));
  };
  const resize = () => {
    shown = [];
    stdout.write('\u001b[2J');
    onResize();
  };
  const close = () => {
    if (isClosed) return;
    isClosed = true;
    process.off('exit', close);
    stdin.off('keypress', keypress).off('end', onEnd);
    stdout.off('resize', resize);
    try {
      stdin.setRawMode(false);
    } catch {
      // The terminal is gone.
    }
    stdin.pause();
    stdout.write(leave);
  };

  // Nobody waits for half a second to see that Escape was the whole key.
  emitKeypressEvents(stdin, { escapeCodeTimeout: 50 } as unknown as Interface);
  stdin.setRawMode(true);
  stdin.on('keypress', keypress).once('end', onEnd).resume();
  stdout.on('resize', resize).on('error', () => undefined);
  process.on('exit', close);
  stdout.write(enter);

  return {
    draw(lines) {
      if (isClosed) return;
      const text = changes(shown, lines, stdout.columns);
      if (text === '') return;
      shown = lines;
      stdout.write(text);
    },
    close,
  };
}

/** What turns the rows that are shown into these. */
export function changes(
  shown: readonly string[],
  lines: readonly string[],
  columns: number,
): string {
  const rows = lines.map((line, index) => {
    if (line === shown[index]) return '';
    // A line that fills the row has nothing to its right that could be erased.
    const rest = width(line) < columns ? '\u001b[K' : '';
    return `\u001b[${index + 1};1H${line}${rest}`;
  });
  const isShorter = lines.length < shown.length;
  return rows.join('') + (isShorter ? `\u001b[${lines.length + 1};1H\u001b[J` : '');
}

interface Keypress {
  readonly name?: string;
  readonly ctrl?: boolean;
}

function nameOf(text: string | undefined, { name, ctrl }: Keypress): string {
  const key = name ?? text ?? '';
  return ctrl === true ? `ctrl-${key}` : key;
}
