import { posix } from 'node:path';
import type { ParameterExpansionPart, Word, WordPart } from 'unbash';
import { removePrefix, removeSuffix } from '../glob-pattern.ts';
import { resolvePath } from './resolve-path.ts';
import type { Shell } from './shell-state.ts';

/** A value that only a run can tell is `undefined`. */
export type Value = string | undefined;

/** Longer values are taken for unknown; `A=$A$A` again and again is no use to anybody. */
const maximumLength = 65_536;
/** Longer values are neither split nor matched. */
const maximumWorkLength = 1024;

/** More arguments than these are not told: `set -- "$@" "$@"` again and again doubles them. */
const maximumArguments = 256;

/** The words that one word of a command becomes: none for an unset `$A`, several for `$*`. */
export function expandToFields(word: Word, shell: Shell): readonly Value[] {
  const { parts } = word;
  if (parts === undefined)
    return [word.text.startsWith('~') ? expandTilde(word.value, shell) : word.value];
  const all = allPositional(parts, shell);
  if (all !== undefined) return all;
  if (parts.some(({ type }) => type === 'Glob')) return namesOfPattern(word, parts, shell);

  const fields: Value[] = [];
  let current: Value = '';
  let started = false;
  const finish = (): void => {
    if (started) fields.push(current);
    current = '';
    started = false;
  };
  for (const [index, part] of parts.entries()) {
    if (part.type !== 'SimpleExpansion' && part.type !== 'ParameterExpansion') {
      const value =
        index === 0 && part.text.startsWith('~') ? undefined : valueOfPart(part, shell, false);
      current = join(current, value);
      started = true;
      continue;
    }
    const value = valueOfPart(part, shell, false);
    if (value === undefined || !canSplit(value) || shell.variables.has('IFS')) {
      current = undefined;
      started = true;
      continue;
    }
    // An unquoted value is split at white space.
    const pieces = value.split(/[ \t\n]+/);
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) finish();
      current = join(current, piece);
      started ||= piece !== '';
    }
  }
  finish();
  return fields;
}

/** `*.txt` becomes the names of the files that are there. */
function namesOfPattern(
  word: Word,
  parts: readonly WordPart[],
  shell: Shell,
): readonly (string | undefined)[] {
  const isPlain = parts.every(({ type }) => /^(?:Glob|Literal|SingleQuoted)$/.test(type));
  const written = isPlain ? patternOf(word, shell) : undefined;
  const pattern = resolvePath(shell.directory, written);
  // The shell alone has `~`, and folders only for `*/`.
  const isOdd = /^~|\/$|[[\]]/.test(written ?? '~');
  const names = pattern === undefined || isOdd ? undefined : shell.namesOf(pattern);
  if (names === undefined) return [undefined];
  const { directory } = shell;
  if (written?.startsWith('/') === true || directory === undefined) return names;
  return names.map((name) => posix.relative(directory, name));
}

/** Whether an unquoted value becomes words that are known: short, and no pattern of files. */
function canSplit(value: string): boolean {
  return value.length <= maximumWorkLength && !/[*?[\\]/.test(value);
}

/** A word where the shell makes neither several nor files of it: `A=…`, `> …`, `case …`. */
export function expandToText(word: Word, shell: Shell): Value {
  if (word.parts === undefined) {
    return word.text.startsWith('~') ? expandTilde(word.value, shell) : word.value;
  }
  if (word.text.startsWith('~')) return undefined;
  return joinParts(word.parts, shell, true);
}

/** The body of a here-document whose delimiter is not quoted. */
export function joinParts(parts: readonly WordPart[], shell: Shell, literalGlobs: boolean): Value {
  return parts.reduce<Value>(
    (text, part) => join(text, valueOfPart(part, shell, literalGlobs)),
    '',
  );
}

function join(left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  return left.length + right.length > maximumLength ? undefined : left + right;
}

function expandTilde(text: string, shell: Shell): Value {
  const home = shell.variables.get('HOME');
  return home !== undefined && /^~(?:\/|$)/.test(text) ? home + text.slice(1) : undefined;
}

/** `"$@"` and `$@` alone become all the arguments. */
function allPositional(parts: readonly WordPart[], shell: Shell): readonly Value[] | undefined {
  const [part] = parts;
  if (parts.length !== 1 || part === undefined || shell.positional === undefined) return undefined;
  const isAll = part.text === '"$@"' || part.text === '$@' || part.text === '$*';
  if (!isAll) return undefined;
  if (shell.positional.length > maximumArguments) return [undefined];
  const isQuoted = part.text.startsWith('"');
  return shell.positional.map((value) =>
    isQuoted || !/[\s*?[]/.test(value ?? '') ? value : undefined,
  );
}

function valueOfPart(part: WordPart, shell: Shell, literalGlobs: boolean): Value {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return part.value;
    case 'DoubleQuoted':
    case 'LocaleString':
      return joinParts(part.parts, shell, true);
    case 'SimpleExpansion':
      return valueOfName(part.text.slice(1), shell);
    case 'ParameterExpansion':
      return valueOfParameter(part, shell);
    case 'CommandExpansion':
      return /^(?:\$\(\s*pwd\s*\)|`\s*pwd\s*`)$/.test(part.text) ? shell.directory : undefined;
    case 'Glob':
    case 'BraceExpansion':
      return literalGlobs && part.parts === undefined ? part.text : undefined;
    default:
      return undefined;
  }
}

function valueOfName(name: string, shell: Shell): Value {
  if (name === 'PWD') return shell.directory;
  if (/^[1-9]\d*$/.test(name)) {
    if (shell.positional === undefined) return undefined;
    return Number(name) > shell.positional.length ? '' : shell.positional[Number(name) - 1];
  }
  if (name === '#') return shell.positional?.length.toString();
  const value = shell.variables.get(name);
  return value === undefined && isUnset(name, shell) ? '' : value;
}

function isUnset(name: string, shell: Shell): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !shell.variables.has(name) && shell.isUnset(name);
}

function valueOfParameter(part: ParameterExpansionPart, shell: Shell): Value {
  const { parameter, operation, prefix, index } = part;
  const value = valueOfName(parameter, shell);
  if (index !== undefined || value === undefined) return undefined;
  if (prefix === '#') return String(Array.from(value).length);
  if (prefix !== undefined) return undefined;
  switch (operation?.type) {
    case undefined:
      return value;
    case 'Default': {
      const counts = operation.operator.startsWith(':') ? value !== '' : !isUnset(parameter, shell);
      if (operation.operator.endsWith('+'))
        return counts ? expandToText(operation.operand, shell) : '';
      if (counts) return value;
      return operation.operator.endsWith('-') ? expandToText(operation.operand, shell) : undefined;
    }
    case 'Remove': {
      const pattern = patternOf(operation.operand, shell);
      if (pattern === undefined || value.length > maximumWorkLength) return undefined;
      const longest = operation.operator.length === 2;
      const remove = operation.operator.startsWith('#') ? removePrefix : removeSuffix;
      return remove(pattern, value, longest);
    }
    default:
      return undefined;
  }
}

/** Whether a text matches a pattern of `case`; `undefined` where only a run can tell. */
export function matchesPattern(word: Word, text: Value, shell: Shell): boolean | undefined {
  const pattern = patternOf(word, shell);
  if (pattern === '*') return true;
  if (pattern === undefined || text === undefined || text.length > maximumWorkLength)
    return undefined;
  if (text === '') return pattern === '';
  const rest = removePrefix(pattern, text, true);
  return rest === undefined ? undefined : rest === '';
}

/** A word as a pattern of `*`, `?` and escaped characters. */
function patternOf(word: Word, shell: Shell): Value {
  const escaped = (text: Value): Value => text?.replace(/[*?\\]/g, '\\$&');
  if (word.parts === undefined) return escaped(word.value);
  return word.parts.reduce<Value>((pattern, part) => {
    if (part.type === 'Glob') return join(pattern, part.kind === 'bracket' ? undefined : part.text);
    return join(pattern, escaped(valueOfPart(part, shell, false)));
  }, '');
}
