import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** A packed submission, of any size: from its start at each call, and in pieces of at most `pieceBytes`. */
export type Archive = () => AsyncIterable<Uint8Array>;

export const pieceBytes = 256 * 1024;

/** Packed submissions on their way from who read them to who grades them, by their contents' hashes. */
export interface Archives {
  /** Keeps one, whole or not at all; one that is there already stays. */
  put(contentHash: string, archive: Archive): Promise<void>;
  /** Its pieces throw where it is not there. */
  read(contentHash: string): ReturnType<Archive>;
  /** Lets go of those that no open run waits for. */
  tidy(): Promise<void>;
}

/**
 * Files in a folder beside the embedded database, whose owner reads them itself: through a
 * WebAssembly that is kept small, a megabyte takes half a second.
 */
export function archivesIn(folder: string, db: Kysely<Tables>): Archives {
  const at = (contentHash: string) => path.join(folder, nameOf(contentHash));
  return {
    async put(contentHash, archive) {
      if (existsSync(at(contentHash))) return;
      await mkdir(folder, { recursive: true });
      const draft = `${at(contentHash)}.draft`;
      await pipeline(archive(), createWriteStream(draft));
      await rename(draft, at(contentHash));
    },
    read: (contentHash) => createReadStream(at(contentHash), { highWaterMark: pieceBytes }),
    async tidy() {
      if (!existsSync(folder)) return;
      const awaited = new Set(
        (await awaitedHashes(db).execute()).map(({ content_hash: hash }) => nameOf(hash ?? '')),
      );
      const names = await readdir(folder);
      for (const name of names.filter((each) => !awaited.has(each))) {
        await rm(path.join(folder, name), { force: true });
      }
    },
  };
}

/** Rows of a database that workers on other machines read too. */
export function archivesInTable(db: Kysely<Tables>): Archives {
  return {
    async put(contentHash, archive) {
      await db.transaction().execute(async (transaction) => {
        let position = 0;
        for await (const piece of archive()) {
          const { numInsertedOrUpdatedRows: added } = await transaction
            .insertInto('submission')
            .values({ content_hash: contentHash, position, archive: piece })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirstOrThrow();
          // Another grader's, which need not be the same to the byte.
          if (added === 0n) return;
          position += 1;
        }
      });
    },
    async *read(contentHash) {
      for (let position = 0; ; position += 1) {
        const row = await db
          .selectFrom('submission')
          .select('archive')
          .where('content_hash', '=', contentHash)
          .where('position', '=', position)
          .executeTakeFirst();
        if (row !== undefined) yield row.archive;
        else if (position > 0) return;
        else throw new Error('Its files are not in the database any more.');
      }
    },
    async tidy() {
      await db
        .deleteFrom('submission')
        .where('content_hash', 'not in', awaitedHashes(db))
        .execute();
    },
  };
}

function awaitedHashes(db: Kysely<Tables>) {
  return db
    .selectFrom('run_item')
    .innerJoin('run', 'run.id', 'run_item.run')
    .select('content_hash')
    .where('finished_at', 'is', null)
    .where('content_hash', 'is not', null);
}

/** No hash leads elsewhere, on any system. */
function nameOf(contentHash: string): string {
  return encodeURIComponent(contentHash);
}
