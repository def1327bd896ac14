import type { Flag, Instruction } from '../ast.ts';
import { parseFields } from '../go-values.ts';
import { readMountFields } from './mount-fields.ts';
import type { MountFields } from './mount-fields.ts';
import type { StageDraft } from './stage-draft.ts';

/** `RUN --mount`, as far as it says which files a command finds. */
export interface Mount extends MountFields {
  readonly flag: Flag;
}

/** What the mounts of RUN say of where they take their files from; `from` has no variables. */
export function mountSources(
  instruction: Instruction,
): readonly { readonly flag: Flag; readonly from: string }[] {
  return mountFlags(instruction).flatMap((flag) => {
    const from = mountFields(flag).get('from') ?? '';
    return from === '' ? [] : [{ flag, from }];
  });
}

/** What a `--mount` says, as written: the last of each name, in lower case. */
export function mountFields({ value = '' }: Flag): ReadonlyMap<string, string> {
  const fields = (parseFields(value) ?? []).map(splitField);
  return new Map(fields.map((field) => [field.name.toLowerCase(), field.value ?? '']));
}

/** The mounts of RUN with variables expanded; one that the builder refuses is an error, and left out. */
export function readMounts(draft: StageDraft, instruction: Instruction): readonly Mount[] {
  return mountFlags(instruction).flatMap((flag) => {
    const fields = (parseFields(flag.value ?? '') ?? []).map(splitField).map((field) => {
      if (field.value === undefined) return { ...field, hasValue: false };
      const expanded = draft.expand(instruction, { text: field.value, range: flag.range });
      return {
        ...field,
        hasValue: true,
        value: expanded?.known === true ? expanded.text : undefined,
      };
    });
    const read = readMountFields(fields);
    if (typeof read !== 'string') return [{ flag, ...read }];
    draft.error(instruction, 'invalid-mount', read, flag.range);
    return [];
  });
}

function mountFlags({ keyword, flags }: Instruction): readonly Flag[] {
  return keyword === 'RUN' ? flags.filter(({ name }) => name === 'mount') : [];
}

function splitField(field: string): { readonly name: string; readonly value: string | undefined } {
  const equals = field.indexOf('=');
  return equals < 0
    ? { name: field, value: undefined }
    : { name: field.slice(0, equals), value: field.slice(equals + 1) };
}
