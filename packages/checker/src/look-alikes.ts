import type { Instruction } from '@kit/dockerfile';
import type { Explanation } from './diagnostic.ts';
import { keywordMeantBy } from './keywords.ts';
import { quote } from './plain-text.ts';
import { linesOf, rangeOfLine, textAt } from './source-text.ts';
import { stepsElsewhere } from './stages.ts';
import type { Witness } from './step.ts';

/**
 * Why a line that looks like the wanted instruction is none: it is a comment,
 * swallowed by the line above, text of a here-document, stored by ONBUILD,
 * behind another instruction, or in a stage that is not the image.
 * @param keyword in upper case.
 * @param isMeant whether a text after the keyword is what was wanted.
 */
export function explainLookAlike(
  witness: Witness,
  keyword: string,
  isMeant: (argument: string) => boolean,
): Explanation | undefined {
  return (
    insideInstruction(witness, keyword, isMeant) ??
    comment(witness, keyword, isMeant) ??
    storedForLater(witness, keyword, isMeant) ??
    behindAnother(witness, keyword, isMeant) ??
    inOtherStage(witness, keyword, isMeant)
  );
}

type Search = (
  witness: Witness,
  keyword: string,
  isMeant: (argument: string) => boolean,
) => Explanation | undefined;

const insideInstruction: Search = ({ dockerfile }, keyword, isMeant) => {
  const lines = linesOf(dockerfile);
  for (const instruction of dockerfile.instructions) {
    const first = instruction.range.start.line;
    for (let line = first + 1; line <= instruction.range.end.line; line++) {
      if (!startsLine(lines[line - 1] ?? '', keyword, isMeant)) continue;
      return swallowed(instruction, lines, line, dockerfile.escapeCharacter);
    }
    for (const heredoc of instruction.heredocs) {
      for (let line = heredoc.range.start.line; line <= heredoc.range.end.line; line++) {
        if (!startsLine(lines[line - 1] ?? '', keyword, isMeant)) continue;
        return inHeredoc(instruction, heredoc.name, lines, line);
      }
    }
  }
  return undefined;
};

/** Another instruction on a later line of this one, which an escape character joined to it. */
export function explainSwallowed(
  { dockerfile }: Witness,
  instruction: Instruction,
): Explanation | undefined {
  const lines = linesOf(dockerfile);
  const { start, end } = instruction.range;
  for (let line = start.line + 1; line <= end.line; line++) {
    const [word = ''] = (lines[line - 1] ?? '').trim().split(/\s/, 1);
    if (keywordMeantBy(word)?.keyword !== word) continue;
    return swallowed(instruction, lines, line, dockerfile.escapeCharacter);
  }
  return undefined;
}

function startsLine(line: string, keyword: string, isMeant: (text: string) => boolean): boolean {
  const [, word = '', argument = ''] = /^\s*(\S+)\s+(.*)$/.exec(line) ?? [];
  return word.toUpperCase() === keyword && isMeant(argument);
}

function swallowed(
  by: Instruction,
  lines: readonly string[],
  line: number,
  escape: string,
): Explanation {
  let joined = line - 1; // the last line before it that is neither comment nor blank
  while (joined > by.range.start.line && /^\s*(#|$)/.test(lines[joined - 1] ?? '')) joined--;
  return {
    message: `Line ${line} is not an instruction of its own: it is part of the \`${by.keyword}\` of line ${by.range.start.line}.`,
    why: `Line ${joined} ends with ${quote(escape)}, and that joins the next line to it: ${quote(lines[line - 1] ?? '')} is handed to \`${by.keyword}\` as text.`,
    help: `Remove the ${quote(escape)} at the end of line ${joined}.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#escape',
    range: rangeOfLine(lines, line),
  };
}

function inHeredoc(
  by: Instruction,
  name: string,
  lines: readonly string[],
  line: number,
): Explanation {
  return {
    message: `Line ${line} is inside the here-document of the \`${by.keyword}\` of line ${by.range.start.line}.`,
    why: `Up to the line ${quote(name)} everything is text for \`${by.keyword}\`; Docker looks for no instructions in it.`,
    help: `Move ${quote(lines[line - 1] ?? '')} below the line ${quote(name)} that ends the here-document.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#here-documents',
    range: rangeOfLine(lines, line),
  };
}

const comment: Search = ({ dockerfile }, keyword, isMeant) => {
  const lines = linesOf(dockerfile);
  const index = lines.findIndex((line) => {
    const [, text] = /^\s*#[#\s]*(.*)$/.exec(line) ?? [];
    return text !== undefined && startsLine(text, keyword, isMeant);
  });
  if (index === -1) return undefined;
  const text = lines[index] ?? '';
  return {
    message: `Line ${index + 1} is a comment: ${quote(text)}.`,
    why: 'A line that starts with `#` is a note for people; Docker does nothing with it.',
    help: `Remove the \`#\`, so that the line reads ${quote(text.replace(/^\s*#[#\s]*/, ''))}.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#format',
    range: rangeOfLine(lines, index + 1),
  };
};

const storedForLater: Search = ({ dockerfile }, keyword, isMeant) => {
  const instruction = dockerfile.instructions.find(
    ({ trigger }) => trigger?.keyword === keyword && isMeant(trigger.argument.text),
  );
  if (instruction === undefined) return undefined;
  const wanted = `${keyword} ${instruction.trigger?.argument.text ?? ''}`;
  return {
    message: `${quote(textAt(dockerfile, instruction.range))} does nothing to this image.`,
    why: '`ONBUILD` only stores an instruction; it is carried out later, when another image is built `FROM` this one.',
    help: `Remove \`ONBUILD\`, so that the line reads ${quote(wanted)}.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#onbuild',
    range: instruction.range,
  };
};

const behindAnother: Search = ({ dockerfile }, keyword, isMeant) => {
  const pattern = new RegExp(String.raw`(?<=^|\s)${keyword}\s+(\S.*)$`);
  for (const { keyword: other, argument } of dockerfile.instructions) {
    if (!argument.text.includes(keyword)) continue;
    // It has a `CMD` of its own.
    if (other === 'HEALTHCHECK' && keyword === 'CMD') continue;
    const match = pattern.exec(argument.text);
    const [wanted, rest = ''] = match ?? [];
    if (match === null || wanted === undefined || !isMeant(rest)) continue;
    const isFirst = match.index === 0;
    return {
      message: `${quote(wanted)} stands behind \`${other}\`, and is part of it.`,
      why: `The first word of a line is its instruction; what follows belongs to \`${other}\`${other === 'RUN' ? ', which hands it to a shell. No program is named ' + quote(keyword) : ''}.`,
      help: isFirst
        ? `Remove \`${other}\`, so that the line reads ${quote(wanted)}.`
        : `Write ${quote(wanted)} on a line of its own.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#format',
      range: argument.range,
    };
  }
  return undefined;
};

const inOtherStage: Search = ({ dockerfile, plan }, keyword, isMeant) => {
  const step = stepsElsewhere(plan).findLast(
    ({ instruction }) => instruction.keyword === keyword && isMeant(instruction.argument.text),
  );
  if (step === undefined || plan.target === undefined) return undefined;
  const line = plan.target.from.range.start.line;
  const text = quote(textAt(dockerfile, step.instruction.range));
  return {
    message: `${text} is in a build stage that does not become the image.`,
    why: `Every \`FROM\` starts a new stage from its own base. Only the last stage, which begins at line ${line}, becomes the image; what earlier stages set is left behind.`,
    help: `Move ${text} below line ${line}, or remove the \`FROM\` of line ${line} if one stage is enough.`,
    docs: 'https://docs.docker.com/build/building/multi-stage/',
    range: step.instruction.range,
  };
};
