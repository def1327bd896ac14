import type { Stream } from '@kit/terminal';
import { isInteractive } from '@kit/terminal';
import { inMegabytes } from './size.ts';

/** What is told while something takes long: lines that stay, and on a terminal one that counts. */
export interface Progress extends Disposable {
  readonly say: (line: string) => void;
  /** So many more bytes are here. */
  readonly bytes: (count: number) => void;
}

const frameMs = 200;
const eraseLine = '\r\u001b[2K';

export function openProgress(stream: Stream): Progress {
  const isLive = isInteractive(stream);
  let bytes = 0;
  let drawn = 0;
  const erase = () => {
    if (isLive && drawn > 0) stream.write(eraseLine);
    drawn = 0;
  };
  return {
    say(line) {
      erase();
      bytes = 0;
      stream.write(`${line}\n`);
    },
    bytes(count) {
      bytes += count;
      if (!isLive || performance.now() - drawn < frameMs) return;
      drawn = performance.now();
      stream.write(`${eraseLine}  ${inMegabytes(bytes)}`);
    },
    [Symbol.dispose]: erase,
  };
}
