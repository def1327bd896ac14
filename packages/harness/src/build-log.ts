import { cleanLine } from './clean-line.ts';

const maximumLines = 2_000;
const maximumLineLength = 2_000;

/** The last lines of a build's output, however much there was. */
export class BuildLog {
  readonly #lines: string[] = [];
  #open = '';

  /** Takes a piece of output, whole lines or not; gives back the lines that are complete now. */
  add(text: string): readonly string[] {
    const parts = (this.#open + text).split(/\r?\n/);
    this.#open = (parts.pop() ?? '').slice(-maximumLineLength);
    const lines = parts.map((line) => cleanLine(line, maximumLineLength));
    this.#push(lines);
    return lines;
  }

  lines(): readonly string[] {
    return this.#open === ''
      ? this.#lines
      : [...this.#lines, cleanLine(this.#open, maximumLineLength)];
  }

  #push(lines: readonly string[]): void {
    for (const line of lines) this.#lines.push(line);
    if (this.#lines.length > maximumLines) this.#lines.splice(0, this.#lines.length - maximumLines);
  }
}
