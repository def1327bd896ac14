import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openStore } from '@kit/store';
import type { StoreLocation } from '@kit/store';
import { hasPostgres, startPostgres } from '@kit/store/testing/postgres';
import type { Postgres } from '@kit/store/testing/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { archivesInTable, pieceBytes } from './archives.ts';
import type { Archive } from './archives.ts';
import { migrations, schema } from './migrations.ts';
import { finishRun, startRun } from './runs.ts';
import { openGradingStore } from './store.ts';
import type { Tables } from './tables.ts';

const kinds = hasPostgres ? ['embedded', 'postgres'] : ['embedded'];

describe.each(kinds)('archives of a store that is %s', (kind) => {
  let postgres: Postgres | undefined;
  let folder = '';
  let location: StoreLocation;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'archives-'));
    if (kind === 'postgres') postgres = await startPostgres();
    location = { folder, databaseUrl: postgres?.url };
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  });

  const open = () =>
    openGradingStore(location, (error) => {
      throw error;
    });
  const said = async (archive: ReturnType<Archive>) => (await buffer(archive)).toString();
  const of = (...pieces: readonly string[]): Archive =>
    async function* () {
      for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
    };
  /** A run that waits for a content of this hash. */
  const request = (hash: string) => ({
    class: randomUUID(),
    workshop: 'w',
    versions: { kit: 'k', workshop: 'w' },
    items: [{ name: 'ada', path: 'ada', content: { hash, key: hash } }],
    fresh: false,
  });

  test('of an older version of the kit are there still', async () => {
    const [first = ''] = Object.keys(migrations);
    const older = { schema, migrations: { [first]: migrations[first] ?? { up: async () => {} } } };
    const before = await openStore<Tables>(location, older, () => undefined);
    const row = { content_hash: 'old', archive: Buffer.from('one piece') };
    await before.db
      .insertInto('submission')
      .values(row as never)
      .execute();
    await before.close();
    const store = await open();
    const kept = await store.db.selectFrom('submission').selectAll().execute();
    expect(kept).toMatchObject([{ content_hash: 'old', position: 0 }]);
    expect(await said(archivesInTable(store.db).read('old'))).toBe('one piece');
    await store.close();
  });

  test('are kept whole, as they came first, for as long as a run waits for them', async () => {
    const store = await open();
    const { db, archives } = store;
    const [one, two] = ['sha256:1/../x', 'sha256:2'];
    const runs = [await startRun(db, request(one)), await startRun(db, request(two))];
    await archives.put(one, of('a', 'b', 'c'));
    await archives.put(one, of('x', 'x', 'x', 'x'));
    await archives.put(two, of('d'.repeat(pieceBytes), 'e'));
    expect(await said(archives.read(one))).toBe('abc');
    expect(await said(archives.read(two))).toBe(`${'d'.repeat(pieceBytes)}e`);
    await finishRun(db, runs[0]?.id ?? '');
    await archives.tidy();
    await expect(said(archives.read(one))).rejects.toThrow();
    expect(await said(archives.read(two))).toHaveLength(pieceBytes + 1);
    await store.close();
  });

  test('that break off are not there', async () => {
    const store = await open();
    const { archives } = store;
    const broken = async function* () {
      yield await Promise.resolve(Buffer.from('a'));
      throw new Error('The disk is gone.');
    };
    await expect(archives.put('broken', broken)).rejects.toThrow('The disk is gone.');
    await expect(said(archives.read('broken'))).rejects.toThrow();
    await archives.put('broken', of('whole'));
    expect(await said(archives.read('broken'))).toBe('whole');
    await store.close();
  });
});
