import type { Instruction } from './ast.ts';
import type { Fault } from './fault.ts';
import { parseFields } from './go-values.ts';

/**
 * The first `--mount` of RUN that the builder refuses wherever it stands. The
 * rest of it is looked at where the RUN is carried out, with variables expanded.
 */
export function mountFault({ flags }: Instruction): Fault | undefined {
  for (const { name, value = '', range } of flags) {
    if (name !== 'mount') continue;
    const fields = parseFields(value);
    const code = 'invalid-mount';
    if (fields === undefined) {
      const message =
        value === ''
          ? '`--mount` needs a value: `type=…,target=…`'
          : `\`${value}\` cannot be taken apart at its commas: a quote stands wrong`;
      return { code, message, range };
    }
    if (fields.some((field) => /^from=.*\$./is.test(field))) {
      const message =
        '`from` of `--mount` takes no variables; a stage `FROM` the image can be given a fixed name';
      return { code, message, range };
    }
  }
  return undefined;
}
