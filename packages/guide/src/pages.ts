import { Marked } from 'marked';
import { readStepFolders } from '@kit/verify';
import type { Workshop } from '@kit/checker';
import { escapeHtml } from './escape-html.ts';
import { highlight } from './highlight.ts';

/** A step's page, for the browser. */
export interface Page {
  /** Id of the step. */
  readonly id: string;
  readonly title: string;
  /** Without its title. */
  readonly html: string;
}

/** The pages of a workshop, from the Markdown that `workshop/` has. */
export async function readPages(workshop: Workshop): Promise<readonly Page[]> {
  const folders = await readStepFolders(workshop);
  const idOf = new Map(folders.map(({ name, step }) => [name, step.id]));
  const marked = markedFor(idOf);
  return folders.map(({ step, page }) => {
    const body = page.replace(/^# .*\n/, '').replace(/^(Next|Back): \[.*\n?/gm, '');
    return { id: step.id, title: step.title, html: marked.parse(body, { async: false }) };
  });
}

/** @param idOf step ids by the names of their folders. */
function markedFor(idOf: ReadonlyMap<string, string>): Marked {
  return new Marked({
    renderer: {
      code({ text, lang = '' }) {
        const lines = highlight(text, lang).map((line) => line.map(htmlOf).join(''));
        return `<pre class="code" data-language="${escapeHtml(lang)}" tabindex="0"><code>${lines.join('\n')}</code></pre>\n`;
      },
      // The page's title is above them.
      heading({ depth, tokens }) {
        const level = Math.min(depth + 1, 6);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const step = idOf.get(/^\.\.\/([^/]+)\/step\.md$/.exec(href)?.[1] ?? '');
        if (step !== undefined) return `<a href="/step/${step}">${text}</a>`;
        // Files of the repository are not served; their names are enough.
        if (!/^https?:\/\//.test(href)) return text;
        return `<a href="${escapeHtml(href)}" target="_blank" rel="noreferrer">${text}</a>`;
      },
      // A page is Markdown alone.
      html: ({ text }) => escapeHtml(text),
      image: ({ text }) => escapeHtml(text),
    },
  });
}

function htmlOf({ text, kind }: { readonly text: string; readonly kind?: string }): string {
  const shown = escapeHtml(text);
  return kind === undefined ? shown : `<span class="${kind}">${shown}</span>`;
}
