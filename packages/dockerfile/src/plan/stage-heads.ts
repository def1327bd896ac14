import type { Dockerfile, Instruction, Problem, Range, Word } from '../ast.ts';
import { parseImageReference } from '../image-reference.ts';
import type { GlobalArguments } from './global-arguments.ts';
import type { Platform } from './platform.ts';
import { parsePlatform } from './platform.ts';

/** A FROM and the instructions behind it, nothing of it carried out. */
export interface StageHead {
  readonly index: number;
  /** In lower case. */
  readonly name?: string;
  readonly from: Instruction;
  readonly base:
    | { readonly kind: 'scratch' }
    | { readonly kind: 'stage'; readonly index: number }
    | { readonly kind: 'image'; readonly reference: string; readonly platform?: string };
  /** Its own, before them what ONBUILD of its base stored. */
  readonly instructions: readonly Instruction[];
}

/** Once stages have carried out so many, the next carry out none: nobody's do. */
const maximumTriggers = 3_000;

/** Reads every FROM; all of them are read, whether or not the image needs the stage. */
export function readStageHeads(
  dockerfile: Dockerfile,
  globals: GlobalArguments,
): {
  readonly heads: readonly StageHead[];
  /** Index of the stage that a name means. */
  readonly names: ReadonlyMap<string, number>;
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
} {
  const errors: Problem[] = [];
  const warnings: Problem[] = [];
  const refused = new Set(dockerfile.errors.map(({ instruction }) => instruction));
  const names = new Map<string, number>();
  const heads: StageHead[] = [];
  const storedIn = new Map<StageHead, readonly Instruction[]>();
  let triggerCount = 0;
  for (const { from, instructions } of splitAtFrom(dockerfile.instructions)) {
    const index = heads.length;
    const reader = { from, globals, dockerfile, errors, warnings };
    const image = from.words[0] ?? from.argument;
    const { text, known } = expandIn(reader, image);
    const stage = known ? names.get(text) : undefined;
    const platform = readPlatform(reader);
    if (stage === undefined && known && text !== 'scratch' && !refused.has(from)) {
      checkReference(reader, image, text);
    }
    const name = refused.has(from) ? undefined : from.words[2]?.text.toLowerCase();
    const parent = stage === undefined ? undefined : heads[stage];
    const stored = parent === undefined ? [] : (storedIn.get(parent) ?? triggersOf(parent));
    if (parent !== undefined) storedIn.set(parent, stored);
    const triggers = triggerCount > maximumTriggers ? [] : stored;
    triggerCount += triggers.length;
    heads.push({
      index,
      ...(name !== undefined && { name }),
      from,
      base:
        stage !== undefined
          ? { kind: 'stage', index: stage }
          : text === 'scratch'
            ? { kind: 'scratch' }
            : { kind: 'image', reference: text, ...(platform !== undefined && { platform }) },
      instructions: [...triggers, ...instructions],
    });
    if (name === undefined) continue;
    if (names.has(name)) {
      const message = `two stages are named \`${name}\`: from here on the name means this one`;
      const range = from.words[2]?.range ?? from.range;
      warnings.push({ code: 'DuplicateStageName', message, range, instruction: from });
    }
    names.set(name, index);
  }
  return { heads, names, errors, warnings };
}

function triggersOf({ instructions }: StageHead): readonly Instruction[] {
  return instructions.flatMap(({ trigger }) => trigger ?? []);
}

function splitAtFrom(
  instructions: readonly Instruction[],
): readonly { readonly from: Instruction; readonly instructions: readonly Instruction[] }[] {
  const stages: { from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') stages.push({ from: instruction, instructions: [] });
    else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

interface Reader {
  readonly from: Instruction;
  readonly globals: GlobalArguments;
  readonly dockerfile: Dockerfile;
  readonly errors: Problem[];
  readonly warnings: Problem[];
}

function expandIn(
  { from, globals, dockerfile, errors, warnings }: Reader,
  word: Pick<Word, 'text' | 'range'>,
): { readonly text: string; readonly known: boolean } {
  const { escapeCharacter } = dockerfile;
  const expanded = globals.scope.expand(word, {
    escapeCharacter,
    allowance: globals.allowance,
  });
  const { range } = word;
  for (const name of expanded.undefinedNames) {
    if (globals.declared.has(name)) continue;
    const message = `no \`ARG\` before the first \`FROM\` sets \`$${name}\`: it becomes nothing`;
    warnings.push({ code: 'UndefinedArgInFrom', message, range, instruction: from });
  }
  if (expanded.error === undefined) return expanded;
  const message = `\`${word.text}\` cannot be expanded: ${expanded.error}`;
  errors.push({ code: 'expansion', message, range, instruction: from });
  return { text: word.text, known: false };
}

function checkReference(
  { from, errors, warnings }: Reader,
  { text: written, range }: Word,
  text: string,
): void {
  if (text !== '' && parseImageReference(text) !== undefined) return;
  if (written.includes('$')) {
    const message = `without \`--build-arg\` the name \`${written}\` is that of no image`;
    warnings.push({ code: 'InvalidDefaultArgInFrom', message, range, instruction: from });
  }
  if (text === '') {
    const message = `\`${written}\` becomes nothing, and \`FROM\` needs the name of an image`;
    errors.push({ code: 'empty-base-name', message, range, instruction: from });
  } else {
    const message = `\`${text}\` cannot be the name of an image`;
    errors.push({ code: 'invalid-reference', message, range, instruction: from });
  }
}

function readPlatform(reader: Reader): string | undefined {
  const { from, errors } = reader;
  const flag = from.flags.find(({ name }) => name === 'platform');
  if (flag?.value === undefined || flag.value === '') return undefined;
  const { text, known } = expandIn(reader, { text: flag.value, range: flag.range });
  const platform = parsePlatform(text);
  warnOfPlatform(reader, flag.value, platform, flag.range);
  if (!known || platform !== undefined) return text;
  const message =
    text === ''
      ? `\`${flag.value}\` becomes nothing, and \`--platform\` needs a value`
      : `\`${text}\` is no platform; one looks like \`linux/amd64\``;
  errors.push({ code: 'invalid-platform', message, range: flag.range, instruction: from });
  return undefined;
}

/** Only the author can know better than the engine for which machine the image is. */
function warnOfPlatform(
  { from, warnings }: Reader,
  written: string,
  platform: Platform | undefined,
  range: Range,
): void {
  if (/^"?\$(?:TARGETPLATFORM|\{TARGETPLATFORM(?::?[-?][^$]*)?\})"?$/.test(written)) {
    const message = `\`${written}\` is what \`FROM\` takes by itself`;
    warnings.push({ code: 'RedundantTargetPlatform', message, range, instruction: from });
  }
  if (platform === undefined || written.includes('$')) return;
  const { system, architecture } = platform;
  const stage = from.words[2]?.text.toLowerCase() ?? '';
  // A stage named after its platform is meant to have it.
  if ([system, architecture].some((name) => name !== undefined && stage.includes(name))) return;
  const message = `\`FROM\` always takes \`${written}\`, whatever machine the image is for`;
  warnings.push({ code: 'FromPlatformFlagConstDisallowed', message, range, instruction: from });
}
