import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A style or a script that stands within a page which asks for no other file. */
export interface OwnPart {
  /** For `dangerouslySetInnerHTML`. */
  readonly content: { readonly __html: string };
  /** What the page's policy knows it by. */
  readonly hash: string;
}

/** Reads files of the kit's own, one after the other: the one place where HTML is not escaped. */
export function ownPart(...files: readonly URL[]): OwnPart {
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  // A browser takes the line ends of Windows for others, and so finds another hash.
  const text = texts.join('\n').replaceAll('\r\n', '\n');
  const hash = createHash('sha256').update(text).digest('base64');
  return { content: { __html: text }, hash: `'sha256-${hash}'` };
}

/**
 * The policy of such a page: nothing but these parts runs, styles or loads,
 * whatever a stranger's text in it would be taken for.
 */
export function policyOf({ style, script }: Readonly<Partial<Record<string, OwnPart>>>): string {
  return [
    `default-src 'none'`,
    ...(style ? [`style-src ${style.hash}`] : []),
    ...(script ? [`script-src ${script.hash}`] : []),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
}

/** A style that begins as those of all pages do. */
export function ownStyle(file: URL): OwnPart {
  return ownPart(new URL('base.css', import.meta.url), file);
}
