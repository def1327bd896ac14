import type { Directive, Problem } from './ast.ts';
import { skipSpaces } from './characters.ts';
import { withoutEnding } from './logical-line.ts';

const known: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);
const form = /^([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=([^]+)$/;

/**
 * Parser directives: comments of the form `# name=value` at the very top. The
 * first line that is none (a blank one, an instruction, any other comment)
 * ends them.
 */
export function readDirectives(lines: readonly string[]): {
  readonly directives: readonly Directive[];
  readonly escapeCharacter: '\\' | '`';
  readonly errors: readonly Problem[];
} {
  const directives: Directive[] = [];
  const errors: Problem[] = [];
  let escapeCharacter: '\\' | '`' = '\\';
  // Below a first line for the shell they hold for the build checks, and for the parser they are comments.
  const hasShebang = lines[0]?.startsWith('#!') === true;
  for (const [index, raw] of lines.entries()) {
    if (index === 0 && hasShebang) continue;
    const line = withoutEnding(raw);
    const hash = skipSpaces(line, 0);
    if (line[hash] !== '#') break;
    const match = form.exec(line.slice(skipSpaces(line, hash + 1)));
    const name = match?.[1]?.toLowerCase() ?? '';
    const value = match?.[2]?.trim() ?? '';
    if (!known.has(name)) break;
    const range = {
      start: { line: index + 1, column: hash + 1 },
      end: { line: index + 1, column: line.trimEnd().length + 1 },
    };
    if (directives.some((directive) => directive.name === name)) {
      if (hasShebang) continue;
      const message = `only one \`# ${name}=\` directive can stand in a Dockerfile`;
      errors.push({ code: 'duplicate-directive', message, range });
      continue;
    }
    directives.push({ name, value, range });
    if (name !== 'escape' || hasShebang) continue;
    if (value === '\\' || value === '`') escapeCharacter = value;
    else {
      const message = `the escape character must be \`\\\` or a backtick, not \`${value}\``;
      errors.push({ code: 'invalid-escape', message, range });
    }
  }
  return { directives, escapeCharacter, errors };
}
