import { markup } from '@kit/presentation/markup';
import type { BuiltFile } from '@kit/presentation/live';
import { renderToString } from 'preact-render-to-string';

/**
 * What a learner sees who opens the room's address in a browser: what to type. It tells
 * nothing of the class, and not whether the code is right.
 */
export function joinPage(origin: string, code: string, style: string): BuiltFile {
  const page = markup`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href=${style} />
      <title>Join the room</title>
    </head>
    <body>
      <main class="join">
        <h1>Join the room</h1>
        <p>In the folder of the workshop kit, with your own name for NAME:</p>
        <pre tabindex="0"><code>${joinCommand(`${origin}/${code || 'CODE'}`)}</code></pre>
        <p>
          Your instructor then sees which steps have passed, and what you are told where one has not.
          Your files stay with you, unless you add <code>--offer-file</code>: then your Dockerfile can be seen too.
        </p>
      </main>
    </body>
  </html>`;
  return {
    type: 'text/html; charset=utf-8',
    content: `<!DOCTYPE html>\n${renderToString(page)}\n`,
  };
}

export function joinCommand(address: string): string {
  return `npx --yes pnpm@12 verify --watch --room ${address} --as NAME`;
}
