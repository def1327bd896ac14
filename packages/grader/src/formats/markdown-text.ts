import { plain } from '@kit/checker';

/**
 * Text as one line of Markdown that shows just that text: what stands between
 * backticks is code, and nothing else in it is a mark, HTML, or the end of a
 * table's cell.
 */
export function markdown(text: string, limit = 2000): string {
  return plain(text, limit)
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : escape(part)))
    .join('')
    .replace(/^[-+=]/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}

/** A learner's name or path: as it is where that is harmless, else as code. */
export function markdownName(text: string): string {
  const name = plain(text, 80);
  const isHarmless = /^\p{L}[\p{L}\p{N}\p{M} .'’-]*$/u.test(name) && !/www\./i.test(name);
  return isHarmless ? name : code(name.replaceAll('`', "'"));
}

/** Text of several lines; what is indented in it is a log or code, and stays as it is. */
export function markdownBlocks(text: string, limit = 8000): readonly string[] {
  const groups: { readonly isCode: boolean; readonly lines: string[] }[] = [];
  for (const line of text.slice(0, limit).split(/\r?\n/)) {
    const isCode = /^( {2}|\t)/.test(line);
    const last = groups.at(-1);
    if (last?.isCode === isCode) last.lines.push(line);
    else groups.push({ isCode, lines: [line] });
  }
  return groups.flatMap(({ isCode, lines }, index) => [
    ...(index === 0 ? [] : ['']),
    ...(isCode ? markdownCode(lines.map(plainLine)) : [markdown(lines.join(' '))]),
  ]);
}

/** Clean lines as they are, whatever marks are in them. */
export function markdownCode(lines: readonly string[], language = ''): readonly string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}${language}`, ...lines, fence];
}

function plainLine(line: string): string {
  const words = line.trimStart();
  return ' '.repeat(line.length - words.length) + plain(words, 500);
}

/** @param text without backticks. */
function code(text: string): string {
  // Inside backticks a `|` would still end a table's cell.
  return /[|]|^ | $/.test(text) ? `<code>${escape(text)}</code>` : `\`${text}\``;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]~$#]/g, String.raw`\$&`)
    .replaceAll('|', '&#124;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', ':&#47;&#47;')
    .replace(/(www)\./gi, '$1&#46;');
}
