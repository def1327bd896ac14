import { parse } from 'unbash';

/** For each here-document the parser looks at all that were begun; nobody begins as many. */
const maximumHeredocs = 1_000;

/** @throws RangeError where it would take too long, or stands too deep for the parser's stack. */
export function parseScript(text: string): ReturnType<typeof parse> {
  if (text.split('<<', maximumHeredocs + 2).length > maximumHeredocs + 1) {
    throw new RangeError('too many here-documents');
  }
  return parse(text);
}
