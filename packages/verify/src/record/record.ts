import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { readRecords, recordHome, writeRecords } from './record-file.ts';
import type { LearnerRecord, Outcome, StepRecord } from './record-file.ts';

/** The record of one folder, kept as long as the learner works in it. */
export interface RecordKeeper {
  /** As it was read, or kept last. */
  readonly record: LearnerRecord;
  /** Why something could not be read or kept. */
  readonly note: string | undefined;
  /** Puts a record of the same folder in its place: at once here, soon in the file. */
  keep(record: LearnerRecord): void;
  /** Resolves when all is in the file that can be. */
  settled(): Promise<void>;
}

/** Opens the record of a folder in a workshop; an empty one where it has none. */
export async function openRecord(
  workshop: string,
  directory: string,
  home = recordHome(),
): Promise<RecordKeeper> {
  const place = { workshop, directory: await resolved(directory) };
  const read = await readRecords(home);
  let record = read.records.find((each) => isAt(each, place)) ?? emptyAt(place);
  let { note } = read;
  let writing = Promise.resolve();

  const write = async () => {
    const changed = record;
    // Another window may have written meanwhile, for another folder.
    const { records } = await readRecords(home);
    const others = records.filter((each) => !isAt(each, place));
    const isEmpty = Object.keys(changed.steps).length === 0;
    const written = await writeRecords(home, isEmpty ? others : [...others, changed]);
    note = written.note ?? note;
  };

  return {
    get record() {
      return record;
    },
    get note() {
      return note;
    },
    keep(changed) {
      if (changed === record) return;
      record = changed;
      writing = writing.then(write);
    },
    settled: () => writing,
  };
}

/** Removes the record of a folder. */
export async function forgetRecord(
  { workshop, directory }: LearnerRecord,
  home = recordHome(),
): Promise<Outcome> {
  const { records } = await readRecords(home);
  const others = records.filter((each) => !isAt(each, { workshop, directory }));
  return others.length === records.length ? {} : writeRecords(home, others);
}

/** A record in which a step has something more. */
export function withStep(record: LearnerRecord, id: string, change: StepRecord): LearnerRecord {
  return { ...record, steps: { ...record.steps, [id]: { ...record.steps[id], ...change } } };
}

/** Puts down which steps pass now, the first time each, and whether all do. */
export function withPassed(
  record: LearnerRecord,
  ids: readonly string[],
  time: Date,
): LearnerRecord {
  return ids
    .filter((id) => record.steps[id]?.passedAt === undefined)
    .reduce((sum, id) => withStep(sum, id, { passedAt: time.toISOString() }), record);
}

/** @returns a record in which nothing has happened yet. */
export function emptyAt({ workshop, directory }: Place): LearnerRecord {
  return { workshop, directory, steps: {}, passes: 0 };
}

type Place = Pick<LearnerRecord, 'workshop' | 'directory'>;

function isAt(record: LearnerRecord, { workshop, directory }: Place): boolean {
  return record.workshop === workshop && record.directory === directory;
}

function resolved(directory: string): Promise<string> {
  return realpath(directory).catch(() => path.resolve(directory));
}
