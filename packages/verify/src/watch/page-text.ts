import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';
import type { Pen } from '@kit/terminal';

/** A step's page for a terminal: wrapped, headings bold, code as it stands. */
export function pageText(page: string, pen: Pen): readonly string[] {
  const blocks = lexer(page)
    .filter(({ type }) => type !== 'space')
    .map((token) => block(token, pen));
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function block(token: Token, pen: Pen): readonly string[] {
  switch (token.type) {
    case 'heading':
      return pen.paragraph('  ', prose(token), 'bold');
    case 'code':
      return (token as Tokens.Code).text
        .split('\n')
        .map((line) => `      ${pen.paint('cyan', pen.clean(line))}`.trimEnd());
    case 'list': {
      const { items, ordered, start } = token as Tokens.List;
      return items.flatMap((item, index) => {
        const mark = ordered ? `${Number(start) + index}.` : '-';
        return pen.paragraph(`  ${mark} `, prose(item));
      });
    }
    default:
      return pen.paragraph('  ', prose(token));
  }
}

/** The words of a token, in one line; code keeps its backticks, which the pen paints. */
function prose(token: Token): string {
  return words(token)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}

function words(token: Token): string {
  switch (token.type) {
    case 'codespan':
      return `\`${(token as Tokens.Codespan).text}\``;
    case 'link': {
      const { href } = token as Tokens.Link;
      const text = inside(token);
      // Links from page to page lead nowhere here.
      return /^https?:/.test(href) && href !== text ? `${text} (${href})` : text;
    }
    default:
      return inside(token);
  }
}

function inside(token: Token): string {
  const { tokens, text, raw } = token as Tokens.Generic;
  if (tokens !== undefined && tokens.length > 0) return tokens.map(words).join('');
  return typeof text === 'string' ? text : raw;
}
