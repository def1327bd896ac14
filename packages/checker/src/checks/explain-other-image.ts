import type { Instruction } from '@kit/dockerfile';
import { copiedContent, unseenSources } from '../copied-content.ts';
import type { Explanation } from '../diagnostic.ts';
import type { HistoryEntry, OtherImage } from '../evidence.ts';
import { firstDifference } from '../image-history.ts';
import type { ImageDifference } from '../image-history.ts';
import { list, plain, quote } from '../plain-text.ts';
import { lineageOf, stepsOfImage } from '../stages.ts';
import type { Witness } from '../step.ts';

type Told = Pick<Explanation, 'message' | 'range'> & {
  /** What more is known of it: a sentence or none. */
  readonly more?: string;
  /** It was never a build of this Dockerfile. */
  readonly isStranger?: true;
};

/** What the image of a tag is, and the first thing in which it is not the present Dockerfile's. */
export function explainOtherImage(tag: string, image: OtherImage, witness: Witness): Told {
  const instructions = stepsOfImage(witness.plan).map(({ instruction }) => instruction);
  const other = { message: `${quote(tag)} is not the image that this Dockerfile builds now.` };
  if (!isAligned(image.presentHistory, instructions)) return other;
  const difference = firstDifference(image.history, image.presentHistory, instructions.length);
  const older = `${quote(tag)} is an older build:`;
  if (difference === undefined) return ofOtherContent(older, image, witness);
  switch (difference.kind) {
    case 'stranger':
      return {
        message: `${quote(tag)} is another image: nothing in it was made by your Dockerfile.`,
        more: whatItStarts(image),
        isStranger: true,
      };
    case 'base-itself':
      return {
        message: `${quote(tag)} is the base image itself: nothing of your Dockerfile is in it.`,
        isStranger: true,
      };
    case 'base':
      return ofOtherBase(older, witness);
    case 'removed':
      return {
        message: `${older} it was made with ${shown(difference.was)}, which your Dockerfile no longer has.`,
      };
    default: {
      const instruction = instructions[difference.at];
      return instruction === undefined
        ? other
        : atInstruction(older, difference, instruction, image, witness);
    }
  }
}

/** The image's own instructions are the last ones of its history. */
function isAligned(
  history: readonly HistoryEntry[],
  instructions: readonly Instruction[],
): boolean {
  if (history.length < instructions.length) return false;
  const own = history.slice(history.length - instructions.length);
  return own.every(({ text }, index) => text.split(' ')[0] === instructions[index]?.keyword);
}

type AtInstruction = Extract<ImageDifference, { readonly at: number }>;

function atInstruction(
  older: string,
  difference: AtInstruction,
  instruction: Instruction,
  image: OtherImage,
  witness: Witness,
): Told {
  const { range } = instruction;
  const { line } = range.start;
  if (difference.kind === 'content') return ofOtherContent(older, image, witness, instruction);
  if (difference.kind === 'added') {
    return { message: `${older} line ${line} of your Dockerfile is new since.`, range };
  }
  const given = /^(ARG |RUN \|\d)/.test(difference.was)
    ? ', where a value may have come from `--build-arg`'
    : '';
  return {
    message: `${older} your Dockerfile changed on line ${line} since.`,
    more: `In that image the line was ${shown(difference.was)}${given}.`,
    range,
  };
}

/** The instructions are the same, what they brought into the image is not. */
function ofOtherContent(
  older: string,
  { changedFiles }: OtherImage,
  { plan }: Witness,
  known?: Instruction,
): Told {
  const copied = copiedContent(plan);
  const first = copied.find(
    ({ path, instruction }) =>
      changedFiles.includes(path) && (known === undefined || instruction === known),
  );
  if (first !== undefined) {
    const { range } = first.instruction;
    const sources = copied
      .filter((file) => file.instruction === first.instruction && changedFiles.includes(file.path))
      .map(({ source }) => quote(source));
    const [named, others] = [sources.slice(0, 3), sources.length - 3];
    const files = others > 0 ? [...named, `${others} more`] : named;
    const have = sources.length === 1 ? 'has' : 'have';
    const which = `${list(files)}, which line ${range.start.line} copies,`;
    return { message: `${older} ${which} ${have} changed since.`, range };
  }
  const [unseen] = known === undefined ? unseenSources(plan) : [known];
  if (unseen === undefined) {
    return { message: `${older} not all that it copied can be compared with your files.` };
  }
  const { range } = unseen;
  return {
    message: `${older} what line ${range.start.line} brings into the image was made anew since.`,
    range,
  };
}

function ofOtherBase(older: string, { plan }: Witness): Told {
  const [first] = plan.target === undefined ? [] : lineageOf(plan.target);
  const base = first?.base.kind === 'image' ? quote(first.base.reference) : 'the base image';
  return {
    message: `${older} it stands on another base image than line ${first?.from.range.start.line ?? 1} names now.`,
    more: `Either that line was changed, or ${base} has been fetched anew since.`,
    ...(first !== undefined && { range: first.from.range }),
  };
}

function whatItStarts({ command, history }: OtherImage): string {
  if (command.length > 0) return `Its containers start ${quote(command.join(' '), 60)}.`;
  const last = history.at(-1)?.text ?? '';
  return last === '' ? 'It says nothing about what it is.' : `It ends with ${shown(last)}.`;
}

/** An entry of a history as one would write it. It may be a stranger's. */
function shown(text: string): string {
  const written = plain(text, 200)
    .replace(/^RUN \|\d+ (?:\S+=\S* )*/, 'RUN ')
    .replace(/^EXPOSE .*/, (ports) => ports.replace(/map\[|\[|\]|:\{\}/g, ''))
    .replace(/^(CMD|ENTRYPOINT) \[.*/, (array) => array.replaceAll('" "', '", "'));
  return quote(written, 80);
}
