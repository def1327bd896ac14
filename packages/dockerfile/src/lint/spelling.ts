import type { Dockerfile, Instruction, Problem, Range } from '../ast.ts';
import { withoutEnding } from '../logical-line.ts';

/** What BuildKit's build checks say of how instructions are written, under its own rule names. */
export function warnOfSpelling(dockerfile: Dockerfile): readonly Problem[] {
  const lines = dockerfile.text.split('\n').map(withoutEnding);
  const from = dockerfile.instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const inStages = from === -1 ? [] : dockerfile.instructions.slice(from);
  const keywords = inStages.map((instruction) => ({
    instruction,
    written: textAt(lines, instruction.keywordRange),
  }));
  const written = keywords.map((each) => each.written);
  const isMostlyLower = written.filter(isLower).length > written.filter(isUpper).length;
  return keywords.flatMap(({ instruction, written }) => {
    const problems: Problem[] = [];
    const warn = (code: string, message: string, range: Range = instruction.range) => {
      problems.push({ code, message, range, instruction });
    };
    if (isMostlyLower ? !isLower(written) : !isUpper(written)) {
      const others = isMostlyLower ? 'lower' : 'upper';
      const message = `\`${written}\` is not in ${others} case, and most instructions here are`;
      warn('ConsistentInstructionCasing', message, instruction.keywordRange);
    }
    if (instruction.keyword === 'MAINTAINER') {
      warn('MaintainerDeprecated', '`MAINTAINER` is no longer used');
    }
    if (instruction.keyword === 'FROM') warnOfStageName(instruction, written, warn);
    return problems;
  });
}

type Warn = (code: string, message: string, range?: Range) => void;

function warnOfStageName({ words }: Instruction, written: string, warn: Warn): void {
  const [, as, name] = words;
  if (as === undefined || name === undefined) return;
  if (name.text !== name.text.toLowerCase()) {
    const message = `the name of the stage, \`${name.text}\`, is not in lower case`;
    warn('StageNameCasing', message, name.range);
  }
  // What is in neither case is told already.
  if (isLower(written) ? !isLower(as.text) : isUpper(written) && !isUpper(as.text)) {
    warn('FromAsCasing', `\`${as.text}\` and \`${written}\` are not in the same case`, as.range);
  }
  if (/^(context|scratch)$/i.test(name.text)) {
    warn('ReservedStageName', `\`${name.text}\` has a meaning of its own`, name.range);
  }
}

function isLower(text: string): boolean {
  return text === text.toLowerCase();
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase();
}

function textAt(lines: readonly string[], { start, end }: Range): string {
  return (lines[start.line - 1] ?? '').slice(start.column - 1, end.column - 1);
}
