import type { Instruction } from '../ast.ts';
import { FileTree } from '../files/file-tree.ts';
import type { Pattern } from '../ignore/pattern.ts';
import { readPatternText } from '../ignore/pattern-text.ts';
import { addressKind } from './remote-sources.ts';
import type { StageDraft } from './stage-draft.ts';

/** What the builder refuses in the values of the flags of COPY and ADD. */
export function checkCopyFlags(draft: StageDraft, instruction: Instruction): void {
  for (const { name, value, range } of instruction.flags) {
    if (value === undefined) continue;
    if (name === 'exclude' && readPatternText(value) === 'refused') {
      const message = `\`${value}\` is no pattern that \`--exclude\` can match`;
      draft.error(instruction, 'invalid-flag', message, range);
    }
    if (!/^(?:chown|chmod|checksum)$/.test(name)) continue;
    const expanded = draft.expand(instruction, { text: value, range });
    if (expanded?.known !== true || expanded.text === '') continue;
    const message = complaints[name]?.(expanded.text, draft, instruction);
    if (message !== undefined) draft.error(instruction, 'invalid-flag', message, range);
  }
}

type Complain = (text: string, draft: StageDraft, instruction: Instruction) => string | undefined;

const complaints: Readonly<Record<string, Complain>> = {
  chmod: (text) =>
    isMode(text)
      ? undefined
      : `\`${text}\` is no mode: \`--chmod\` takes octal digits such as \`755\`, or letters such as \`u+x\``,
  chown: (text, draft) => {
    const name = nameInEmptyImage(draft, text);
    return name && `an empty image knows no \`${name}\`: \`--chown\` takes numbers there`;
  },
  checksum: (_, draft, instruction) => {
    const [source, ...more] = instruction.words.slice(0, -1);
    if (more.length > 0) return '`--checksum` is of one source, and here are several';
    const expanded = source && draft.expand(instruction, source);
    if (expanded?.known !== true || addressKind(expanded.text) !== undefined) return undefined;
    return `\`--checksum\` is for what is fetched, and \`${expanded.text}\` is no address`;
  },
};

function isMode(text: string): boolean {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8) <= 0o7777;
  return text.split(',').every((part) => /^[ugoa]*(?:[-+=](?:[rwxXst]*|[ugo]))+$/.test(part));
}

/** Which part of `user:group` has to be looked up where there is no file yet to look it up in. */
export function nameInEmptyImage({ files }: StageDraft, owner: string): string | undefined {
  if (files !== FileTree.empty) return undefined;
  return owner.split(':', 2).find((part) => part !== '' && !/^\d+$/.test(part));
}

/** What `--exclude` leaves out of folders; a file that is named itself is never left out. */
export function excludePatterns({ flags }: Instruction): readonly Pattern[] {
  return flags.flatMap(({ name, value = '' }) => {
    const pattern = name === 'exclude' ? readPatternText(value) : undefined;
    return pattern === undefined || pattern === 'refused' ? [] : [pattern];
  });
}

/** @returns undefined where the flag is not given. */
export function flagValue({ flags }: Instruction, name: string): boolean | undefined {
  const flag = flags.find((each) => each.name === name);
  return flag && flag.value?.toLowerCase() !== 'false';
}
