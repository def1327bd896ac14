import type { ImagePlan, Instruction } from '@kit/dockerfile';
import type { Explanation } from './diagnostic.ts';
import { keywordMeantBy, meantBy } from './keywords.ts';
import type { Meant } from './keywords.ts';
import { list, quote } from './plain-text.ts';
import { linesOf, textAt } from './source-text.ts';
import type { Witness } from './step.ts';

/** A line that was copied along, and belongs somewhere else. */
export function explainCopiedAlong({
  keyword,
  keywordRange,
  range,
  argument,
}: Instruction): Explanation | undefined {
  const docs = 'https://docs.docker.com/build/concepts/dockerfile/';
  if (keyword.startsWith('```')) {
    return {
      message: 'This line is a mark of Markdown, and no instruction.',
      why: 'Web pages and chats put three backticks above and below a piece of code. They are not part of it.',
      help: 'Remove this line.',
      docs,
      range: keywordRange,
    };
  }
  if (/^(\/\/|\/\*|<!--|--$|;+$)/.test(keyword)) {
    return {
      message: `${quote(keyword)} begins no comment in a Dockerfile.`,
      why: 'Each language marks comments in its own way. In a Dockerfile a comment is a line that starts with `#`; Docker takes this one for an instruction.',
      help: `Write \`#\` instead of ${quote(keyword)}.`,
      docs: 'https://docs.docker.com/reference/dockerfile/#format',
      range: keywordRange,
    };
  }
  if (/^(<{7}|={7}|>{7})$/.test(keyword)) {
    return {
      message: 'This line is a mark of Git, and no instruction.',
      why: 'Where two changes meet, Git writes both into the file, with such marks around them, and leaves it to you to choose.',
      help: 'Remove this line.',
      docs,
      range,
    };
  }
  const [next = ''] = argument.text.split(/\s/, 1);
  if (isKeyword(next) && !/^[A-Z]/.test(keyword)) {
    return {
      message: `${quote(keyword)} stands before ${quote(next)}.`,
      why: 'The first word of a line is its instruction. Marks and numbers of a list are not part of it.',
      help: `Remove ${quote(keyword)} from the beginning of the line.`,
      docs,
      range: keywordRange,
    };
  }
  const line = [keyword, ...argument.text.split(/\s+/, 2)];
  const [command = ''] = line.filter((word) => !/^[$#>%]$/.test(word));
  if (/^(docker|nano|vim?|code|touch|ls|sudo)$/i.test(command) || /^[$>%]$/.test(keyword)) {
    return {
      message: 'This line is a command for your terminal, and no instruction.',
      why: 'A Dockerfile holds what `docker build` does to make the image; commands such as `docker build` itself are typed in a terminal.',
      help: 'Remove this line from the Dockerfile.',
      docs,
      range,
    };
  }
  return undefined;
}

/** Another instruction that stands on the line of this one, where no shell reads it. */
export function explainOneLine(instruction: Instruction): Explanation | undefined {
  const { keyword, argument } = instruction;
  if (!/^(FROM|WORKDIR|COPY|ADD|EXPOSE)$/.test(keyword) || argument.text.includes('&&')) {
    return undefined;
  }
  const words = argument.text.split(/\s+/);
  const second = words.find((word, index) => index > 0 && isCapitalKeyword(word));
  if (second === undefined || argument.range.start.line !== argument.range.end.line) {
    return undefined;
  }
  const { line, column } = argument.range.start;
  const before = words[words.indexOf(second) - 1] ?? '';
  const isSign = /^[;|]+$/.test(before);
  return {
    message: `\`${second}\` stands on the line of \`${keyword}\`, and is part of it.`,
    why: 'A line holds one instruction; the first word says which.',
    help: isSign
      ? `Start a new line before \`${second}\`, in place of ${quote(before)}.`
      : `Start a new line before \`${second}\`.`,
    docs: 'https://docs.docker.com/reference/dockerfile/#format',
    range: {
      start: { line, column: column + argument.text.indexOf(` ${isSign ? before : second}`) + 1 },
      end: argument.range.end,
    },
  };
}

function isCapitalKeyword(text: string): boolean {
  return keywordMeantBy(text)?.keyword === text;
}

/** An instruction, and the lines below that were meant to go on it. */
type Whole = readonly [head: Instruction, ...tails: Instruction[]];

/** Found once: a file of many lines can have as many faults. */
const found = new WeakMap<ImagePlan, ReadonlyMap<Instruction, Whole>>();

/** Each line that nothing joins to the instruction it was meant to be part of, with the whole. */
export function cutOffLines({ dockerfile, plan }: Witness): ReadonlyMap<Instruction, Whole> {
  const known = found.get(plan);
  if (known !== undefined) return known;
  // Without any FROM every line is an error, and that is told.
  const errors = plan.stages.length === 0 ? [] : plan.errors;
  const wrong = new Map(errors.map(({ instruction, code }) => [instruction, code]));
  const wholes = new Map<Instruction, [Instruction, ...Instruction[]]>();
  for (const [index, instruction] of dockerfile.instructions.entries()) {
    const above = dockerfile.instructions[index - 1];
    if (above === undefined || wrong.get(instruction) !== 'unknown-instruction') continue;
    if (above.range.end.line + 1 !== instruction.range.start.line) continue;
    const whole = wholes.get(above) ?? [above];
    const [head] = whole;
    if (!isNamed(head) || explainCopiedAlong(instruction) !== undefined) continue;
    const isIndented = instruction.range.start.column > head.range.start.column;
    const isUnfinished = wrong.get(head) === 'missing-argument' || head.argument.text === '';
    const meant = meantBy(instruction);
    const isMeant =
      meant === undefined
        ? isIndented || isUnfinished || !/^[A-Z]/.test(instruction.keyword)
        : isWithoutKeyword(meant) && (isIndented || isUnfinished);
    if (!isMeant) continue;
    whole.push(instruction);
    wholes.set(instruction, whole);
  }
  found.set(plan, wholes);
  return wholes;
}

function isKeyword(text: string): boolean {
  const word = text.toUpperCase();
  return keywordMeantBy(word)?.keyword === word;
}

function isNamed(instruction: Instruction): boolean {
  const meant = meantBy(instruction);
  return meant !== undefined && !isWithoutKeyword(meant);
}

function isWithoutKeyword({ slip }: Meant): boolean {
  return slip === 'no-keyword' || slip === 'argument-alone';
}

/** What joins the lines of an instruction to one. */
export function explainCutOff(witness: Witness, whole: Whole): Explanation {
  const [head, first = head] = whole;
  const line = first.range.start.line;
  const word = textAt(witness.dockerfile, first.keywordRange);
  return {
    message: `Line ${line} is cut off from the \`${head.keyword}\` above it.`,
    why: `An instruction ends where its line ends. Docker takes line ${line} for a new one, and knows none named ${quote(word)}.`,
    help: helpToJoin(witness, whole),
    docs: 'https://docs.docker.com/reference/dockerfile/#escape',
    range: first.range,
  };
}

function helpToJoin({ dockerfile }: Witness, whole: Whole): string {
  const [head] = whole;
  const lines = whole.map(({ range }) => range.end.line);
  const [from = 0] = lines;
  if (head.words.length === 0 || head.argument.text.startsWith('[')) {
    return `Write lines ${from} ${lines.length === 2 ? 'and' : 'to'} ${lines.at(-1)} as one line.`;
  }
  const escape = quote(dockerfile.escapeCharacter);
  if (/(^|\s)\/\s*$/.test(linesOf(dockerfile)[from - 1] ?? '')) {
    return `Write ${escape} instead of \`/\` at the end of line ${from}.`;
  }
  const ends = lines.slice(0, -1);
  if (ends.length === 1) return `Put a ${escape} at the end of line ${from}.`;
  return ends.length > 3
    ? `Put a ${escape} at the end of each line from ${from} to ${ends.at(-1)}.`
    : `Put a ${escape} at the end of lines ${list(ends.map(String))}.`;
}
