import { once } from 'node:events';
import { writeTo } from '@kit/harness/write-to';
import { openStore } from '@kit/store';
import { databaseUrl, storeFolder } from '@kit/store/location';
import { Interrupted, loadWorkshop, openInBrowser, runCommand } from '@kit/verify';
import { openRoom } from './open-room.ts';
import { readOptions, usage } from './options.ts';
import type { OpenOptions } from './options.ts';
import { roomTables } from './store/migrations.ts';
import { forgetSessions, sessionIds } from './store/sessions.ts';
import type { Tables } from './store/tables.ts';
import { welcome } from './welcome.ts';

/**
 * `pnpm room`.
 * @returns the exit code: 0 once it was ended, 2 where it could not begin.
 */
export function main(args: readonly string[]): Promise<number> {
  return runCommand((signal) => run(args, signal));
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args);
  switch (options.command) {
    case 'help':
      await writeTo(process.stdout, usage);
      return 0;
    case 'forget':
      return forget(options.out);
    case 'open':
      return open(options, signal);
  }
}

async function open(options: OpenOptions, signal: AbortSignal): Promise<number> {
  const workshop = await loadWorkshop(options.workshop);
  const closed = new AbortController();
  const store = await openRoomStore(options.out);
  try {
    const room = await openRoom({
      db: store.db,
      claim: (id) => store.claim(id),
      workshop,
      plan: options.plan,
      ...(options.port !== undefined && { port: options.port }),
      ...(options.address !== undefined && { address: options.address }),
      new: options.new,
      onTrouble: note,
      onForgotten: () => {
        closed.abort(new Interrupted('The session is forgotten.'));
      },
    });
    await writeTo(process.stdout, welcome(room));
    if (options.open) await openInBrowser(room.board);
    const ended = AbortSignal.any([signal, closed.signal]);
    if (!ended.aborted) await once(ended, 'abort');
    await room.close();
    if (!(ended.reason instanceof Interrupted)) throw ended.reason;
    if (closed.signal.aborted) {
      await writeTo(
        process.stdout,
        'What was kept of this session is deleted; the room is closed.\n',
      );
    }
    return 0;
  } finally {
    await store.close();
  }
}

async function forget(out: string): Promise<number> {
  const store = await openRoomStore(out);
  try {
    const ids = await sessionIds(store.db);
    const mayGo: string[] = [];
    for (const id of ids) if (await store.claim(id)) mayGo.push(id);
    const { sessions, learners } = await forgetSessions(store.db, mayGo);
    const open = ids.length - mayGo.length;
    const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;
    await writeTo(
      process.stdout,
      `Forgotten: ${counted(sessions, 'session')} with ${counted(learners, 'learner')}.\n` +
        (open > 0 ? `Open, and not touched: ${open}. Its board forgets it, by “Forget…”.\n` : ''),
    );
    return 0;
  } finally {
    await store.close();
  }
}

function openRoomStore(out: string) {
  const location = { folder: storeFolder(out, 'room'), databaseUrl: databaseUrl() };
  return openStore<Tables>(location, roomTables, note);
}

function note(error: Error): void {
  process.stderr.write(`The database: ${error.message}\n`);
}
