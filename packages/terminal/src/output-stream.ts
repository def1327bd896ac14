import type { Style } from './style.ts';

/** Lines longer than this are hard to read, however wide the window is. */
const maximumWidth = 100;
const minimumWidth = 40;

/** stdout or stderr: a terminal, or a file, a pipe, … that has none of its properties. */
export interface Stream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  readonly getColorDepth?: (env?: object) => number;
}

/**
 * What a stream can show. NO_COLOR, FORCE_COLOR, TERM and the like as Node
 * reads them; ASCII where the locale is not UTF-8.
 */
export function styleOf(stream: Stream, noColor: boolean, env = process.env): Style {
  return {
    color: !noColor && wantsColor(stream, env),
    unicode: isUtf8(env),
    width: Math.max(minimumWidth, Math.min(stream.columns ?? 80, maximumWidth)),
  };
}

/** For a text that ends up in a file. */
export const plainStyle: Style = { color: false, unicode: true, width: 80 };

function wantsColor(stream: Stream, env: NodeJS.ProcessEnv): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return stream.isTTY === true && (stream.getColorDepth?.(env) ?? 1) > 1;
}

function isUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find(Boolean);
  if (locale !== undefined) return /utf-?8/i.test(locale);
  return process.platform === 'darwin' || process.platform === 'win32';
}

/** Where somebody looks on and can be asked. */
export function isInteractive(stream: Stream, env = process.env): boolean {
  return stream.isTTY === true && !env.CI && env.TERM !== 'dumb';
}
