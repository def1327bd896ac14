import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Engine } from './engine.ts';
import type { ArchiveEntry } from './image-archive.ts';
import { openImage } from './image-archive.ts';

/** One entry of an image's file system. */
export type ImageEntry =
  | { readonly kind: 'file'; readonly content: Buffer; readonly mode: number }
  | { readonly kind: 'directory'; readonly mode: number }
  | { readonly kind: 'symlink'; readonly target: string }
  | { readonly kind: 'special' };

/**
 * Reads files and folders out of an image.
 *
 * @param paths absolute; one that the image does not have is left out.
 * @returns entries by absolute path, those asked for and all below them.
 * @throws EngineError where the engine fails, or a folder holds more than 64 MiB.
 */
export async function readImageTree(
  engine: Engine,
  imageId: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, ImageEntry>> {
  return openImage(engine, imageId, async (read) => {
    const entries = new Map<string, ImageEntry>();
    for (const asked of paths) {
      const archive = (await read(asked)) ?? [];
      for await (const entry of archive) {
        await add(entry, path.posix.dirname(asked), entries);
      }
    }
    return entries;
  });
}

async function add(
  { header, content }: ArchiveEntry,
  parent: string,
  entries: Map<string, ImageEntry>,
): Promise<void> {
  const { name, type, mode, linkname } = header;
  const at = path.posix.resolve(parent, name);
  // A file that has two names comes once, and then by its first name.
  const first =
    type === 'link' && linkname ? entries.get(path.posix.resolve(parent, linkname)) : undefined;
  if (first !== undefined) entries.set(at, first);
  else if (type === 'file') entries.set(at, { kind: 'file', content: await buffer(content), mode });
  else if (type === 'directory') entries.set(at, { kind: 'directory', mode });
  else if (type === 'symlink') entries.set(at, { kind: 'symlink', target: linkname });
  else entries.set(at, { kind: 'special' });
}
