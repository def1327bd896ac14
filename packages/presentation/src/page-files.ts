import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What a browser can load, its content as text: the page has no other. */
export interface BuiltFile {
  /** MIME type. */
  readonly type: string;
  readonly content: string;
}

type Files = ReadonlyMap<string, BuiltFile>;

/**
 * What the browser loads, by path: built once, and again where the page's source is another.
 * @param page the folder with its source, `page` of a package.
 * @param cache where what was built is kept.
 */
export async function pageFiles(
  page: string,
  cache = path.join(page, '../node_modules/.cache/page'),
): Promise<Files> {
  const file = path.join(cache, `${await digestOfSource(page)}.json`);
  return (await readBuilt(file)) ?? (await buildInto(file, page));
}

async function readBuilt(file: string): Promise<Files | undefined> {
  try {
    return new Map(JSON.parse(await readFile(file, 'utf8')) as [string, BuiltFile][]);
  } catch {
    return undefined;
  }
}

async function buildInto(file: string, page: string): Promise<Files> {
  // It alone takes longer than all the rest.
  const { buildPage } = await import('./build-page.ts');
  const built = await buildPage(page);
  const half = `${file}.${process.pid}`;
  try {
    // What older sources were built to is of no use any more.
    await rm(path.dirname(file), { recursive: true, force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(half, JSON.stringify([...built]));
    await rename(half, file);
  } catch {
    // A folder that cannot be written to costs the time once more, and nothing else.
  }
  return built;
}

/** Of the page, of what builds it, and of the packages that go into it. */
async function digestOfSource(page: string): Promise<string> {
  const names = (await readdir(page)).toSorted().map((name) => path.join(page, name));
  const own = ['build-page.ts', '../package.json'];
  const others = own.map((name) => path.join(import.meta.dirname, name));
  const hash = createHash('sha256');
  for (const file of [...names, path.join(page, '../package.json'), ...others]) {
    hash.update(`${path.basename(file)}\n`).update(await readFile(file));
  }
  return hash.digest('hex');
}
