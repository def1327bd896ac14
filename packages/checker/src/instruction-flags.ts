import type { Instruction } from '@kit/dockerfile';

/** Value of a flag, the last where it is given twice; `''` where it has none. */
export function flagOf(instruction: Instruction, name: string): string | undefined {
  const flag = instruction.flags.findLast((candidate) => candidate.name === name);
  return flag && (flag.value ?? '');
}
