import type { Dockerfile, Instruction, Problem } from '../ast.ts';
import { parseBool } from '../go-values.ts';

/** What `# check=` says of BuildKit's own build checks. */
interface CheckOptions {
  readonly skip: Rules;
  /** Rules on trial, which are off until they are asked for. */
  readonly experimental: Rules;
  /** A finding stops the build. */
  readonly isError: boolean;
}

type Rules = 'all' | ReadonlySet<string>;

export interface CheckedWarnings {
  /** Those that the author did not switch off. */
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
}

const onTrial: ReadonlySet<string> = new Set(['InvalidDefinitionDescription']);

/** What is found in the file as a whole; a comment above one instruction does not silence it. */
const ofTheFile: ReadonlySet<string> = new Set([
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'InvalidDefaultArgInFrom',
  'NoEmptyContinuation',
  'ReservedStageName',
]);

/**
 * Applies `# check=skip=A,B;error=true`, as BuildKit's `linter.ParseLintOptions`
 * reads it: at the top it holds for the file, right above an instruction for
 * that one. Engines from before Docker 27 take it for a comment.
 */
export function applyCheckOptions(
  { directives }: Pick<Dockerfile, 'directives'>,
  warnings: readonly Problem[],
): CheckedWarnings {
  const directive = directives.find(({ name }) => name === 'check');
  const ofFile = readOptions(directive?.value ?? '');
  if ('fault' in ofFile) {
    const message = `\`${directive?.value}\` is no list of build check options: ${ofFile.fault}`;
    const errors = directive && [{ code: 'invalid-check', message, range: directive.range }];
    return {
      warnings: applyCheckOptions({ directives: [] }, warnings).warnings,
      errors: errors ?? [],
    };
  }
  const above = new Map<Instruction | undefined, readonly CheckOptions[]>();
  const left = warnings.filter(({ code, instruction }) => {
    const own = above.get(instruction) ?? optionsAbove(instruction);
    above.set(instruction, own);
    const each = [ofFile, ...(ofTheFile.has(code) ? [] : own)];
    return onTrial.has(code)
      ? each.some(({ experimental }) => holds(experimental, code))
      : !each.some(({ skip }) => holds(skip, code));
  });
  if (directive === undefined || !ofFile.isError || left.length === 0) {
    return { warnings: left, errors: [] };
  }
  const rules = [...new Set(left.map(({ code }) => code))].join(', ');
  const message = `\`# check=error=true\` makes an error of what is found: ${rules}`;
  return { warnings: left, errors: [{ code: 'build-check', message, range: directive.range }] };
}

function holds(rules: Rules, code: string): boolean {
  return rules === 'all' || rules.has(code);
}

/** The first comment right above an instruction that is a `check=`; a wrong one says nothing. */
function optionsAbove(instruction: Instruction | undefined): readonly CheckOptions[] {
  for (const comment of instruction?.comments ?? []) {
    const [, value] = /^check\s*=\s*(.+)$/i.exec(comment) ?? [];
    if (value === undefined) continue;
    const options = readOptions(value);
    return 'fault' in options ? [] : [options];
  }
  return [];
}

const none: Rules = new Set();

/** What stands behind the first space is a remark. */
function readOptions(value: string): CheckOptions | { readonly fault: string } {
  const [text = ''] = value.trim().split(' ', 1);
  let options: CheckOptions = { skip: none, experimental: none, isError: false };
  if (text === '') return options;
  // What follows the second semicolon belongs to the third option.
  const [first = '', second, ...rest] = text.split(';');
  const third = rest.length === 0 ? undefined : rest.join(';');
  for (const option of [first, second, third]) {
    if (option === undefined) continue;
    const equals = option.indexOf('=');
    if (equals === -1) return { fault: `\`${option}\` has no \`=\`` };
    const name = option.slice(0, equals).trim();
    const setting = option.slice(equals + 1).trim();
    if (name === 'skip' || name === 'experimental') {
      options = { ...options, [name]: readRules(setting) };
    } else if (name === 'error') {
      const isError = parseBool(setting);
      if (isError === undefined) return { fault: `\`${setting}\` is neither true nor false` };
      options = { ...options, isError };
    } else {
      return { fault: `there is no option \`${name}\`` };
    }
  }
  return options;
}

function readRules(text: string): Rules {
  return text === 'all' ? text : new Set(text.split(',').map((rule) => rule.trim()));
}
