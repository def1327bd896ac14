import { isBuiltInFrontend } from '@kit/dockerfile';
import type { Dockerfile } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { Refusal } from './refusal.ts';

/** `# syntax=`, and the two other ways in which BuildKit takes a frontend from a file. */
export function refuseFrontend(
  { text, directives }: Dockerfile,
  frontends: readonly string[],
): readonly Refusal[] {
  const directive = directives.find(({ name }) => name === 'syntax');
  if (directive !== undefined) {
    const { value, range } = directive;
    if (isBuiltInFrontend(value) || frontends.includes(value)) return [];
    return [
      { ...refusal, range, message: `${quote(`# syntax=${value}`)} names a frontend of its own.` },
    ];
  }
  const line = otherForm(text);
  if (line === undefined) return [];
  const start = { line, column: 1 };
  return [
    {
      ...refusal,
      range: { start, end: { line, column: (text.split('\n')[line - 1] ?? '').length + 1 } },
      message: 'BuildKit looks for a frontend in this line.',
    },
  ];
}

const refusal = {
  rule: 'frontend',
  why: 'A frontend is a program that the engine fetches and runs in the place of its own reader of Dockerfiles.',
  help: 'Remove the line: the builder’s own frontend reads all that this workshop needs. `# syntax=docker/dockerfile:1` may stay.',
} as const;

/** Line of `// syntax=` at the top, or of a file that is a JSON object. */
function otherForm(text: string): number | undefined {
  const lines = text.split('\n');
  const first = lines[0]?.startsWith('#!') === true ? 1 : 0;
  if (lines.slice(first).join('\n').trimStart().startsWith('{')) {
    return lines.findIndex((line, index) => index >= first && line.trim() !== '') + 1;
  }
  for (const [index, line] of lines.entries()) {
    if (index < first) continue;
    const comment = /^\s*\/\/(.*)/.exec(line)?.[1];
    if (comment === undefined) return undefined;
    if (/^\s*syntax\s*=/i.test(comment)) return index + 1;
  }
  return undefined;
}
