import path from 'node:path';
import { build } from 'vite';
import type { BuiltFile } from './page-files.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * Builds what the browser loads, in memory; the paths begin with `/`.
 * @param page the folder with its source.
 */
export async function buildPage(page: string): Promise<ReadonlyMap<string, BuiltFile>> {
  const output = await build({
    root: page,
    configFile: false,
    logLevel: 'silent',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { write: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  });
  const built = Array.isArray(output) ? output : [output];
  const files = built.flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    files.map((file) => [
      `/${file.fileName}`,
      {
        type: types[path.extname(file.fileName)] ?? 'application/octet-stream',
        content: file.type === 'chunk' ? file.code : String(file.source),
      },
    ]),
  );
}
