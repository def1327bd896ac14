import { parseScript } from './shell/parse-script.ts';

/**
 * What a shell text lacks at its end, as `)` or `fi`: a shell reads on for it,
 * and stops with a syntax error.
 * @returns undefined where nothing is missing, or what is cannot be told.
 */
export function missingAtEnd(script: string): string | undefined {
  const errors = readErrors(script);
  // Of several errors one may be the parser's own misunderstanding.
  const [error] = errors;
  if (error === undefined || errors.length > 1) return undefined;
  if (error.message === 'unterminated single quote') return "'";
  if (error.message === 'unterminated double quote') return '"';
  return /^expected '(.+)' to close /.exec(error.message)?.[1];
}

function readErrors(script: string): readonly { readonly message: string }[] {
  try {
    return parseScript(script).errors ?? [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
