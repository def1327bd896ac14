import type { Instruction, Problem } from '../ast.ts';

/** What BuildKit's build checks say of names and values; only of instructions that are carried out. */
export function warnOfPairs(instructions: readonly Instruction[]): readonly Problem[] {
  return instructions.flatMap((instruction) => {
    const { keyword, words, pairs, argument } = instruction;
    const problems: Problem[] = [];
    const [first] = words;
    if (/^(?:ENV|LABEL)$/.test(keyword) && first?.text.includes('=') === false) {
      const message = `\`${keyword}\` has a space where \`=\` should be`;
      const { range } = argument;
      problems.push({ code: 'LegacyKeyValueFormat', message, range, instruction });
    }
    if (!/^(?:ENV|ARG)$/.test(keyword)) return problems;
    for (const { name } of pairs) {
      if (!secretName.test(name.text) || harmlessName.test(name.text)) continue;
      const message = `\`${keyword}\` is given what may be a secret, \`${name.text}\``;
      problems.push({ code: 'SecretsUsedInArgOrEnv', message, range: name.range, instruction });
    }
    return problems;
  });
}

const secretName = /(_|^)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)(_|$)/i;
const harmlessName = /(_|^)(public|file|version)(_|$)/i;

/** A comment right above a stage or an argument describes it, and begins with its name. */
export function warnOfDescriptions(instructions: readonly Instruction[]): readonly Problem[] {
  return instructions.flatMap((instruction) => {
    const [word = ''] = instruction.comments.at(-1)?.split(' ') ?? [];
    const names = namesDefinedBy(instruction);
    if (instruction.comments.length === 0 || names.length === 0 || names.includes(word)) return [];
    const [name] = names.length === 1 ? names : ['NAME'];
    const message = `the comment above \`${instruction.keyword}\` should be \`# ${name} …\`, or have a blank comment below it`;
    const { range } = instruction;
    return [{ code: 'InvalidDefinitionDescription', message, range, instruction }];
  });
}

function namesDefinedBy({ keyword, words, pairs }: Instruction): readonly string[] {
  if (keyword === 'ARG') return pairs.map(({ name }) => name.text);
  const name = keyword === 'FROM' ? words[2]?.text.toLowerCase() : undefined;
  return name === undefined ? [] : [name];
}
