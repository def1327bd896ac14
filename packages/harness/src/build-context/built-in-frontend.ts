import { isBuiltInFrontend, parseDockerfile } from '@kit/dockerfile';

/**
 * A Dockerfile without its `# syntax=`, where that names the builder's own
 * stable frontend: one is in every engine too, and needs no registry. The
 * lines that follow keep their numbers.
 */
export function withBuiltInFrontend(text: string): string {
  const { directives } = parseDockerfile(text);
  const syntax = directives.find(({ name }) => name === 'syntax');
  if (syntax === undefined || !isBuiltInFrontend(syntax.value)) return text;
  const lines = text.split('\n');
  lines.splice(syntax.range.start.line - 1, 1);
  lines.splice(directives.length - 1, 0, '#');
  return lines.join('\n');
}
