import type { Dockerfile, Instruction, Problem } from '../ast.ts';
import { expandAllowance } from '../expand.ts';
import type { ExpandAllowance } from '../expand.ts';
import { Scope } from './scope.ts';

/** Set for FROM, and for every stage that declares them; the machine decides their values. */
const ofThePlatform: readonly string[] = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((part) => side + part),
);

/** What ARG sets before the first FROM, and the builder by itself. */
export interface GlobalArguments {
  readonly scope: Scope;
  /** Names that are declared, with or without a value. */
  readonly declared: ReadonlySet<string>;
  readonly errors: readonly Problem[];
  /** Shared by all expansions of the file. */
  readonly allowance: ExpandAllowance;
}

/** @param instructions the ARG instructions before the first FROM. */
export function readGlobalArguments(
  instructions: readonly Instruction[],
  { escapeCharacter }: Dockerfile,
): GlobalArguments {
  const scope = new Scope();
  const declared = new Set([...ofThePlatform, 'TARGETSTAGE']);
  const errors: Problem[] = [];
  const allowance = expandAllowance();
  for (const name of declared) scope.setArgument(name, undefined);
  for (const instruction of instructions) {
    for (const { name, value } of instruction.pairs) {
      declared.add(name.text);
      if (value === undefined) continue;
      const { text, known, error } = scope.expand(value, { escapeCharacter, allowance });
      if (error !== undefined) {
        const message = `\`${value.text}\` cannot be expanded: ${error}`;
        errors.push({ code: 'expansion', message, range: value.range, instruction });
      }
      scope.setArgument(name.text, known && error === undefined ? text : undefined);
    }
  }
  return { scope, declared, errors, allowance };
}
