/** For tests: a terminal's window, for the few sequences that the kit's screen is made of. */
export interface TerminalDouble {
  /** Rows of the screen that is shown, without what only paints. */
  readonly rows: readonly string[];
  /** Whether it is the screen of its own, and not the one with the shell's lines. */
  readonly isTakenOver: boolean;
  readonly isCursorHidden: boolean;
  readonly wraps: boolean;
  write(text: string): void;
}

// eslint-disable-next-line no-control-regex
const sequence = /\u001b\[(\??)([\d;]*)([A-Za-z])|\r\n?|\n|[^\u001b\r\n]+/g;

/** An empty window of so many rows. */
export function createTerminalDouble(rows: number): TerminalDouble {
  const blank = () => Array<string>(rows).fill('');
  const ordinary = blank();
  let taken = blank();
  let [row, column] = [0, 0];
  let saved: [number, number] = [0, 0];
  const modes = new Map([
    [1049, false],
    [25, true],
    [7, true],
  ]);
  const screen = () => (modes.get(1049) === true ? taken : ordinary);

  const put = (text: string) => {
    const line = (screen()[row] ?? '').padEnd(column);
    screen()[row] = line.slice(0, column) + text + line.slice(column + text.length);
    column += text.length;
  };
  const scroll = () => {
    row += 1;
    if (row < rows) return;
    row = rows - 1;
    screen().splice(0, 1);
    screen().push('');
  };
  const control = (isPrivate: boolean, numbers: string, letter: string) => {
    const [first = 0, second = 1] = numbers.split(';').map(Number);
    if (isPrivate) {
      modes.set(first, letter === 'h');
      if (first === 1049 && letter === 'h') [taken, saved] = [blank(), [row, column]];
      if (first === 1049 && letter === 'l') [row, column] = saved;
      return;
    }
    if (letter === 'H') [row, column] = [first - 1, second - 1];
    if (letter === 'K') screen()[row] = (screen()[row] ?? '').slice(0, column);
    if (letter === 'J' && first === 2) screen().fill('');
    else if (letter === 'J') screen().fill('', row);
  };

  return {
    get rows() {
      return screen().map((line) => line.trimEnd());
    },
    get isTakenOver() {
      return modes.get(1049) === true;
    },
    get isCursorHidden() {
      return modes.get(25) === false;
    },
    get wraps() {
      return modes.get(7) === true;
    },
    write(text) {
      for (const [whole, isPrivate, numbers = '', letter] of text.matchAll(sequence)) {
        if (letter !== undefined) control(isPrivate === '?', numbers, letter);
        else if (whole.startsWith('\r')) {
          column = 0;
          if (whole === '\r\n') scroll();
        } else if (whole === '\n') scroll();
        else put(whole);
      }
    },
  };
}
