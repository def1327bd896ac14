import type { Dockerfile, Problem } from '../ast.ts';

/** What the directive `# check=` says of BuildKit's own build checks. */
interface CheckOptions {
  readonly skip: 'all' | ReadonlySet<string>;
  /** A finding stops the build. */
  readonly isError: boolean;
}

export interface CheckedWarnings {
  /** Those that the author did not switch off. */
  readonly warnings: readonly Problem[];
  readonly errors: readonly Problem[];
}

/**
 * Applies `# check=skip=A,B;error=true`, as BuildKit's `linter.ParseLintOptions`
 * reads it; engines from before Docker 27 take it for a comment.
 */
export function applyCheckOptions(
  { directives }: Dockerfile,
  warnings: readonly Problem[],
): CheckedWarnings {
  const directive = directives.find(({ name }) => name === 'check');
  if (directive === undefined || directive.value === '') return { warnings, errors: [] };
  const { range } = directive;
  const options = readOptions(directive.value);
  if ('fault' in options) {
    const message = `\`${directive.value}\` is no list of build check options: ${options.fault}`;
    return { warnings, errors: [{ code: 'invalid-check', message, range }] };
  }
  const { skip, isError } = options;
  const left = skip === 'all' ? [] : warnings.filter(({ code }) => !skip.has(code));
  if (!isError || left.length === 0) return { warnings: left, errors: [] };
  const rules = [...new Set(left.map(({ code }) => code))].join(', ');
  const message = `\`# check=error=true\` makes an error of what is found: ${rules}`;
  return { warnings: left, errors: [{ code: 'build-check', message, range }] };
}

function readOptions(text: string): CheckOptions | { readonly fault: string } {
  let skip: CheckOptions['skip'] = new Set();
  let isError = false;
  // What follows the second semicolon belongs to the third option.
  const [first = '', second, ...rest] = text.split(';');
  const third = rest.length === 0 ? undefined : rest.join(';');
  for (const option of [first, second, third]) {
    if (option === undefined) continue;
    const equals = option.indexOf('=');
    if (equals === -1) return { fault: `\`${option}\` has no \`=\`` };
    const name = option.slice(0, equals).trim();
    const value = option.slice(equals + 1).trim();
    if (name === 'skip') {
      skip = value === 'all' ? 'all' : new Set(value.split(',').map((rule) => rule.trim()));
    } else if (name === 'error') {
      // As Go's `strconv.ParseBool`.
      if (!/^(1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)) {
        return { fault: `\`${value}\` is neither true nor false` };
      }
      isError = /^[1tT]/.test(value);
    } else if (name !== 'experimental') {
      return { fault: `there is no option \`${name}\`` };
    }
  }
  return { skip, isError };
}
