import { lexer, walkTokens } from 'marked';
import type { Token, Tokens } from 'marked';

/** Texts of a page's headings of a level, in their order; code is no heading. */
export function headings(page: string, level: number): readonly string[] {
  return headingsOf(page)
    .filter(({ depth }) => depth === level)
    .map(({ text }) => text);
}

/** What the code blocks marked with a language hold. */
export function fences(page: string, language: string): readonly string[] {
  return tokensOf(page)
    .filter((token): token is Tokens.Code => token.type === 'code')
    .filter(({ lang }) => lang === language)
    .map(({ text }) => `${text}\n`);
}

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** Links and images that stay in the repository. */
export function relativeLinks(page: string): readonly Link[] {
  return tokensOf(page)
    .filter((token): token is Tokens.Link | Tokens.Image => /^(link|image)$/.test(token.type))
    .filter(({ href }) => !/^[a-z]+:/.test(href))
    .map(({ text, href }) => ({ text, href }));
}

/** What a link can name after `#`, as GitHub makes it of headings. */
export function anchorsOf(page: string): readonly string[] {
  return headingsOf(page).map(({ text }) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** All that stands as code, in a line or in a block, word by word. */
export function codeWords(page: string): readonly string[] {
  return tokensOf(page)
    .filter((token): token is Tokens.Code | Tokens.Codespan => /^code(span)?$/.test(token.type))
    .flatMap(({ text }) => text.split(/\s+/));
}

/** HTML, which no page has: the guide and the terminal show it as it stands. */
export function htmlIn(page: string): readonly string[] {
  return tokensOf(page)
    .filter(({ type }) => type === 'html')
    .map(({ raw }) => raw.trim());
}

function headingsOf(page: string): readonly Tokens.Heading[] {
  return tokensOf(page).filter((token): token is Tokens.Heading => token.type === 'heading');
}

function tokensOf(page: string): readonly Token[] {
  const tokens: Token[] = [];
  void walkTokens(lexer(page), (token) => {
    tokens.push(token);
  });
  return tokens;
}
