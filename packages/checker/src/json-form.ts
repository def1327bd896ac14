import type { Instruction, JsonProblem } from '@kit/dockerfile';
import type { Explanation } from './diagnostic.ts';
import { quote } from './plain-text.ts';
import { buildKitRule } from './rules.ts';

const whyByReason: Readonly<
  Record<Exclude<JsonProblem['reason'], 'other' | 'not-strings'>, string>
> = {
  'single-quotes': 'JSON knows only double quotes',
  'trailing-comma': 'JSON allows no comma after the last word',
  'text-after': 'nothing may follow the closing `]`, not even a comment',
  unterminated: 'a quote or the closing `]` is missing',
};

function whyNoJson({ argument }: Instruction, { reason, range }: JsonProblem): string {
  // The builder refuses a list of other things than strings, and that is told as an error.
  if (reason !== 'other' && reason !== 'not-strings') return whyByReason[reason];
  const isOneLine = range.start.line === argument.range.start.line;
  const at = isOneLine ? argument.text.slice(range.start.column - argument.range.start.column) : '';
  if (at.startsWith('"')) return 'a comma is missing between two words';
  if (at.startsWith('\\'))
    return 'a backslash means something of its own there; a path is written with `/`';
  if (/^[“”„«»‘’]/.test(at))
    return 'it knows only straight double quotes, not the curved ones of a word processor';
  return 'every word in it stands in double quotes';
}

/**
 * Why a list in square brackets is not run as one.
 * @param program the first word as the shell finds it, where it is known.
 * @param example the instruction as it should read.
 */
export function explainJsonProblem(
  instruction: Instruction,
  problem: JsonProblem,
  program: string | undefined,
  example: string,
): Explanation {
  const shell =
    program === undefined
      ? ''
      : ` The shell looks for a program named ${quote(program)} and finds none.`;
  const otherwise = /^(COPY|ADD)$/.test(instruction.keyword)
    ? 'Anything else is taken for plain words, with its brackets and quotes.'
    : `Anything else is handed to a shell as it stands.${shell}`;
  return {
    message: `Docker does not read ${quote(instruction.argument.text)} as a list of words.`,
    why: `The list has to be JSON, and ${whyNoJson(instruction, problem)}. ${otherwise}`,
    help: `Write ${quote(example)}.`,
    ...(/^(CMD|ENTRYPOINT)$/.test(instruction.keyword)
      ? buildKitRule('JSONArgsRecommended')
      : { docs: 'https://docs.docker.com/reference/dockerfile/#exec-form' }),
    range: problem.range,
  };
}
