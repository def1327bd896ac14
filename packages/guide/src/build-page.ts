import path from 'node:path';
import { build } from 'vite';

export interface BuiltFile {
  /** MIME type. */
  readonly type: string;
  readonly content: string | Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Builds what the browser loads, in memory; the paths begin with `/`. */
export async function buildPage(): Promise<ReadonlyMap<string, BuiltFile>> {
  const output = await build({
    root: path.join(import.meta.dirname, '../page'),
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
        content: file.type === 'chunk' ? file.code : file.source,
      },
    ]),
  );
}
