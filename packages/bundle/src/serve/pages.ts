import { markup } from '@kit/presentation/markup';
import { ownPart, policyOf } from '@kit/presentation/one-page';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Bundle } from '../format/bundle.ts';
import { inMegabytes } from '../size.ts';
import type { Shelf } from './shelf.ts';

const style = ownPart(new URL('page.css', import.meta.url));

export const policy = policyOf({ style });

/** For who opens the address in a browser: what there is, and what to type. */
export function frontPage(origin: string, { images, entries, createdAt }: Bundle): string {
  const size = inMegabytes(entries.reduce((sum, each) => sum + each.size, 0));
  return page(
    'Workshop bundle',
    markup`<main>
      <h1>Workshop bundle</h1>
      <p>In the folder of the workshop kit:</p>
      <pre tabindex="0"><code>${loadCommand(origin)}</code></pre>
      <p>
        It fetches these images for your machine, ${size} at most, and gives them to your container engine. Your
        Dockerfile then builds without the Internet. <code>pnpm bundle unload</code> undoes it.
      </p>
      <ul>
        ${images.map(
          ({ reference, platforms }) =>
            markup`<li><code>${reference}</code> for ${platforms.map(({ platform }) => platform).join(', ')}</li>`,
        )}
      </ul>
      <p>Packed on ${createdAt.slice(0, 10)}.</p>
    </main>`,
  );
}

/** A page of the package index, of which pip reads the links. */
export function indexPage(
  links: readonly { readonly href: string; readonly name: string }[],
): string {
  return page(
    'Packages',
    markup`<main>
      ${links.map(({ href, name }) => markup`<p><a href=${href}>${name}</a></p>`)}
    </main>`,
  );
}

export function projectLinks({ projects }: Shelf) {
  return [...projects.keys()].toSorted().map((name) => ({ href: `${name}/`, name }));
}

/** @returns nothing where there is no such project. */
export function fileLinks({ projects }: Shelf, project: string) {
  return projects.get(project)?.map(({ file, digest }) => ({
    href: `../../wheels/${encodeURIComponent(file)}#${digest.replace(':', '=')}`,
    name: file,
  }));
}

export function loadCommand(origin: string): string {
  return `npx --yes pnpm@12 bundle load ${origin}`;
}

function page(title: string, body: VNode | VNode[]): string {
  const whole = markup`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML=${style.content} />
      <title>${title}</title>
    </head>
    <body>${body}</body>
  </html>`;
  return `<!DOCTYPE html>\n${renderToString(whole)}\n`;
}
