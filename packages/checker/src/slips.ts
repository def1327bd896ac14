import type { Explanation } from './diagnostic.ts';
import type { Slip } from './keywords.ts';
import { quote } from './plain-text.ts';

/** What went wrong with the first word of a line, whose instruction can be told. */
export function explainSlip(
  keyword: string,
  slip: Slip,
  written: string,
): Pick<Explanation, 'message' | 'why' | 'help'> {
  switch (slip) {
    case 'spelling':
    case 'two-words':
      return {
        message: `Docker has no instruction ${quote(written)}.`,
        why: 'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
        help: `Write \`${keyword}\` instead of ${quote(written)}.`,
      };
    case 'no-keyword':
      return {
        message: `Docker has no instruction ${quote(written)}: this line does not say what to do with the command.`,
        why: 'Every line starts with an instruction: `RUN` carries a command out while the image is built, `CMD` is what a container starts with.',
        help: `Put \`${keyword}\` before ${quote(written)}.`,
      };
    case 'argument-alone':
      return {
        message: `This line has no instruction: it begins with ${quote(written)}.`,
        why: `The first word of a line is its instruction, and Docker has none named ${quote(written)}.`,
        help: `Put \`${keyword}\` before ${quote(written)}.`,
      };
    case 'no-space':
      return {
        message: `A space is missing after \`${keyword}\`: Docker reads ${quote(written)} as one word.`,
        why: 'The name of an instruction ends at the first space; as one word it is an instruction that Docker does not know.',
        help: /^[=:;,.]/.test(written.slice(keyword.length))
          ? `Put a space after \`${keyword}\` in place of ${quote(written.charAt(keyword.length))}.`
          : `Put a space after \`${keyword}\`.`,
      };
    case 'odd-space':
      return {
        message: `The character after \`${keyword}\` looks like a space and is none.`,
        why: 'Text copied from a web page can hold no-break spaces. To Docker they are letters, so it reads one long word that it does not know.',
        help: `Delete the character after \`${keyword}\` and type a space.`,
      };
  }
}
