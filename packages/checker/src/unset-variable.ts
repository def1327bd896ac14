import type { Instruction } from '@kit/dockerfile';
import type { Explanation } from './diagnostic.ts';
import { quote } from './plain-text.ts';
import { buildKitRule } from './rules.ts';
import type { Witness } from './step.ts';

/**
 * Why a variable of an instruction is empty; `undefined` where all are set.
 * @param example the line that the step wants.
 */
export function explainUnset(
  { dockerfile, plan }: Witness,
  instruction: Instruction,
  example: string,
): Pick<Explanation, 'why' | 'help' | 'docs' | 'rule'> | undefined {
  const warning = plan.warnings.find(
    (problem) => problem.code === 'UndefinedVar' && problem.instruction === instruction,
  );
  const name = /\$(\w+)/.exec(warning?.message ?? '')?.[1];
  if (name === undefined) return undefined;
  const from = dockerfile.instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const isGlobal = dockerfile.instructions
    .slice(0, from)
    .some(
      ({ keyword, pairs }) => keyword === 'ARG' && pairs.some((pair) => pair.name.text === name),
    );
  if (isGlobal) {
    return {
      why: `An \`ARG\` before the first \`FROM\` counts only for \`FROM\` lines; below it ${quote(`$${name}`)} is not set, and becomes nothing.`,
      help: `Declare it again below \`FROM\`, with a line ${quote(`ARG ${name}`)}.`,
      ...buildKitRule('UndefinedVar'),
      docs: 'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
    };
  }
  // With a default it does not become nothing.
  if (new RegExp(`\\$\\{${name}:?-`).test(instruction.argument.text)) return undefined;
  return {
    why: `${quote(`$${name}`)} is not set on this line, and a variable that is not set becomes nothing.`,
    help: `Write its value: ${quote(example)}.`,
    ...buildKitRule('UndefinedVar'),
  };
}
