import type { Flag, Instruction } from '../ast.ts';

/** `RUN --mount`, as far as it says which files a command finds. */
export interface Mount {
  readonly flag: Flag;
  readonly type: string;
  /** As written; variables are still in it. */
  readonly target: string | undefined;
  readonly source: string;
  readonly from: string | undefined;
}

export function mountsOf({ keyword, flags }: Instruction): readonly Mount[] {
  if (keyword !== 'RUN') return [];
  return flags
    .filter(({ name }) => name === 'mount')
    .map((flag) => {
      const fields = new Map<string, string>();
      for (const field of (flag.value ?? '').split(',')) {
        const equals = field.indexOf('=');
        const name = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
        fields.set(name, equals < 0 ? '' : field.slice(equals + 1));
      }
      return {
        flag,
        type: fields.get('type')?.toLowerCase() ?? 'bind',
        target: fields.get('target') ?? fields.get('dst') ?? fields.get('destination'),
        source: fields.get('source') ?? fields.get('src') ?? '/',
        from: fields.get('from'),
      };
    });
}
