import { createHash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildContext, ContextEntry } from '@kit/dockerfile';
import { includedEntries } from '@kit/dockerfile';
import { readPieces } from './bounded-file.ts';

/** Contents are read up to this many bytes in all; a file beyond counts by size and time. */
const maximumHashedBytes = 64 * 1024 * 1024;

/**
 * One name for all that the builder may read: `sha256:` over the Dockerfile's
 * and the context's names, kinds, modes and contents. The same for the same
 * folder wherever it lies. Files beyond the first 64 MiB count by size and
 * time of change instead of content, so that a big folder stays quick.
 * What `.dockerignore` leaves out does not count.
 */
export function digestOf(root: string, context: BuildContext): string {
  const hash = createHash('sha256');
  let budget = maximumHashedBytes;
  const add = (...parts: readonly unknown[]) => hash.update(`${JSON.stringify(parts)}\n`);
  if (context.ignoreFile !== undefined) add('ignore', context.ignoreFile.text);
  const included = new Set(includedEntries(context));
  for (const entry of context.entries) {
    if (entry.path !== 'Dockerfile' && !included.has(entry)) continue;
    add(entry.kind, entry.path, modeOf(entry), entry.size, entry.linkTarget);
    if (entry.kind !== 'file') continue;
    const take = (piece: Buffer) => hash.update(piece);
    const file =
      entry.size <= budget ? readPieces(join(root, entry.path), budget, take) : undefined;
    if (file?.kind === 'read') {
      budget -= file.size;
    } else {
      add(file?.kind, timeOf(root, entry));
    }
  }
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Whoever judges a copy can enter and write its folders, whatever the original
 * says of its owner; and no archive has a file that nobody may do anything with.
 */
function modeOf({ kind, mode }: ContextEntry): number {
  return kind === 'directory' ? mode | 0o700 : mode || 0o400;
}

function timeOf(root: string, entry: ContextEntry): number | undefined {
  return lstatSync(join(root, entry.path), { throwIfNoEntry: false })?.mtimeMs;
}
