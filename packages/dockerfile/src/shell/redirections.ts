import type { Redirection } from 'unbash';
import type { Shell } from './shell-state.ts';
import type { Value } from './shell-words.ts';
import { expandToText, joinParts } from './shell-words.ts';
import { resolvePath } from './resolve-path.ts';

const writing: ReadonlySet<string> = new Set(['>', '>>', '>|', '<>', '&>', '&>>', '>&']);

/** The files that redirections write, devices left out; what can only be a folder keeps its slash. */
export function redirectedFiles(
  redirections: readonly Redirection[],
  shell: Shell,
): readonly Value[] {
  const files: Value[] = [];
  for (const redirection of redirections) {
    if (redirection.type !== 'Redirect' || !writing.has(redirection.operator)) continue;
    const target = redirection.target && expandToText(redirection.target, shell);
    if (redirection.operator === '>&' && /^(?:\d+|-)$/.test(target ?? '')) continue;
    if (target?.startsWith('/dev/') === true) continue;
    const path = resolvePath(shell.directory, target);
    files.push(target?.endsWith('/') === true && path !== undefined ? `${path}/` : path);
  }
  return files;
}

/** The files that redirections read. */
export function filesRead(redirections: readonly Redirection[], shell: Shell): readonly Value[] {
  return redirections
    .filter((redirection) => redirection.type === 'Redirect')
    .filter(({ operator }) => operator === '<')
    .map(({ target }) => resolvePath(shell.directory, target && expandToText(target, shell)));
}

/** Whether a text stands here for a command to read. */
export function givesInput(redirections: readonly Redirection[]): boolean {
  return redirections.some(({ type }) => type === 'HereDoc' || type === 'HereString');
}

/** What a command reads from its standard input, where the text itself says so. */
export function inputOf(redirections: readonly Redirection[], shell: Shell): Value {
  const input = redirections.findLast(
    ({ descriptor }) =>
      descriptor === undefined || (descriptor.type === 'FileDescriptor' && descriptor.value === 0),
  );
  if (input?.type === 'HereString') return input.target && expandToText(input.target, shell);
  if (input?.type !== 'HereDoc') return undefined;
  const { body, delimiter } = input;
  if (delimiter?.quoted === true || body.parts === undefined) return body.text;
  return joinParts(body.parts, shell, true);
}
