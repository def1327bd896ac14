import { stripVTControlCharacters, styleText } from 'node:util';
import width from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Style } from './style.ts';

type Format = Parameters<typeof styleText>[0];

const unicodeSymbols = {
  passed: '✔',
  failed: '✖',
  blocked: '·',
  skipped: '–',
  error: '!',
  waiting: '…',
  bar: '│',
  dot: '·',
  cut: '…',
  unknown: '\ufffd',
};

const asciiSymbols: typeof unicodeSymbols = {
  passed: '+',
  failed: 'x',
  blocked: '.',
  skipped: '-',
  error: '!',
  waiting: '~',
  bar: '|',
  dot: '-',
  cut: '~',
  unknown: '?',
};

/** Writes text as one style can show it. Texts from outside go through `clean` first. */
export interface Pen {
  readonly width: number;
  readonly symbols: typeof unicodeSymbols;
  readonly paint: (format: Format, text: string) => string;
  /** Without what steers a terminal, U+FFFD for what cannot be seen; in ASCII where only that comes out right. */
  readonly clean: (text: string) => string;
  /** Cleaned and wrapped at words; the first line after `label`, the others below its end. */
  readonly paragraph: (label: string, text: string, format?: Format) => readonly string[];
  /** Cleaned, after `label`, and cut where the line is full. */
  readonly oneLine: (label: string, text: string) => string;
}

/** @param style what the place of output can show. */
export function createPen(style: Style): Pen {
  const paint: Pen['paint'] = (format, text) =>
    style.color ? styleText(format, text, { validateStream: false }) : text;
  const clean: Pen['clean'] = (text) => {
    const harmless = stripVTControlCharacters(text)
      .replace(control, ' ')
      .replace(invisible, '\ufffd')
      .replace(commandAnywhere, '## [');
    return style.unicode ? harmless : toAscii(harmless);
  };
  return {
    width: style.width,
    symbols: style.unicode ? unicodeSymbols : asciiSymbols,
    paint,
    clean,
    paragraph(label, text, format) {
      const rest = ' '.repeat(width(label));
      const lines = wrap(clean(text), style.width - rest.length);
      return lines.map((line, index) => {
        const shown = format === undefined ? paintCode(line, paint) : paint(format, line);
        return `${index === 0 ? label : rest}${shown}`.trimEnd();
      });
    },
    oneLine(label, text) {
      const room = style.width - width(label);
      const [first = '', ...others] = wrapAnsi(
        clean(text.slice(0, room * 4)).replaceAll('\n', ' '),
        room - 1,
        {
          hard: true,
        },
      ).split('\n');
      return `${label}${first}${others.length > 0 ? (style.unicode ? '…' : '~') : ''}`;
    },
  };
}

// Control characters but for the line break.
const control = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}]/gu;
// Characters that have no shape, or turn the text around them.
const invisible = /[\p{Cf}\p{Co}\p{Cs}]/gu;
// In the log of a GitHub workflow both are commands to the runner, whatever stands before the line.
const commandAnywhere = /##\[/g;
const commandAtStart = /^(\s*)::/;

/** Keeps a text's own indentation, which logs and code have, and short commands in one piece. */
function wrap(text: string, columns: number): readonly string[] {
  const noBreak = '\u00a0';
  const whole = text.replace(/`[^`\n]{1,40}`/g, (code) => code.replaceAll(' ', noBreak));
  return whole.split('\n').flatMap((line) => {
    const words = line.trimStart();
    const indent = ' '.repeat(Math.min(line.length - words.length, 8));
    const wrapped = wrapAnsi(words, columns - indent.length, { hard: true });
    return wrapped
      .split('\n')
      .map((part) => indent + part.replaceAll(noBreak, ' ').replace(commandAtStart, '$1: :'));
  });
}

/** What stands between backticks is Docker's word or the learner's. */
function paintCode(line: string, paint: Pen['paint']): string {
  return line.replace(/`[^`]+`/g, (code) => paint('cyan', code));
}

const asciiFor: ReadonlyMap<string, string> = new Map([
  ['…', '...'],
  ['–', '-'],
  ['—', '-'],
  ['·', '-'],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['→', '->'],
  ['×', 'x'],
  ['\u00a0', ' '],
]);

function toAscii(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/gu, (character) => asciiFor.get(character) ?? '?');
}
