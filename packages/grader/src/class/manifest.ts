import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isInstant, plain, quote } from '@kit/checker';
import { UsageError } from '@kit/verify';
import * as v from 'valibot';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { ClassEntry, SubmittedClass } from './class-entry.ts';
import { lookAtFolder } from './look-at-folder.ts';
import { sortByName } from './sort-by-name.ts';

const moment = v.pipe(
  v.string('a time is a text'),
  v.check(
    isInstant,
    'a time is written with its time zone, as `2026-11-01T23:59:00Z` or `2026-11-01T23:59:00+01:00`',
  ),
);
const text = v.pipe(v.string('it is a text'), v.regex(/\S/, 'it is empty'));

const submission = v.strictObject(
  { name: text, path: text, submittedAt: v.optional(moment) },
  'a submission has a `name`, a `path` and, where it is known, `submittedAt`',
);

const schema = v.strictObject(
  {
    due: v.optional(moment),
    submissions: v.pipe(
      v.array(submission, 'it is a list'),
      v.minLength(1, 'it names no submission'),
    ),
  },
  'a manifest has `submissions` and, where there is one, `due`',
);

/**
 * Reads which folders were handed in, by whom and when: YAML, or JSON, which is
 * YAML too. Paths start at the manifest's own folder.
 *
 * @param file as the grader named it.
 * @throws UsageError naming the line where it cannot be understood.
 */
export async function readManifest(file: string): Promise<SubmittedClass> {
  const { due, submissions } = parseManifest(file, await readText(file));
  const folder = path.dirname(file);
  const entries = await Promise.all(
    submissions.map(async ({ path: named, ...rest }): Promise<ClassEntry> => {
      const shown = path.isAbsolute(named) ? named : path.join(folder, named);
      const directory = path.resolve(shown);
      const root = path.isAbsolute(named) ? directory : path.resolve(folder);
      const problem = await lookAtFolder(shown, directory, root);
      const { name, submittedAt } = rest;
      return {
        name,
        path: shown,
        directory,
        ...(submittedAt !== undefined && { submittedAt }),
        ...(problem !== undefined && { problem }),
      };
    }),
  );
  if (entries.every(({ problem }) => problem !== undefined)) {
    throw new UsageError(
      `No folder that ${quote(file)} names can be graded. ${entries[0]?.problem?.reason ?? ''} Its paths start at the folder that the manifest is in.`,
    );
  }
  return { ...(due !== undefined && { due }), entries: sortByName(entries) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EISDIR'
        ? 'it is a folder'
        : code === 'EACCES' || code === 'EPERM'
          ? 'you are not allowed to'
          : 'there is none';
    throw new UsageError(`The manifest ${quote(file)} cannot be read: ${why}.`, { cause: error });
  }
}

function parseManifest(file: string, source: string): v.InferOutput<typeof schema> {
  const lines = new LineCounter();
  // Every scalar is a text: a learner may be called 0123, or no.
  const document = parseDocument(source, { lineCounter: lines, schema: 'failsafe' });
  const wrong = (offset: number, what: string) =>
    new UsageError(`The manifest ${quote(file)}, line ${lines.linePos(offset).line}: ${what}.`);
  const [fault] = document.errors;
  if (fault !== undefined) throw wrong(fault.pos[0], plain(firstSentence(fault.message)));
  const read = v.safeParse(schema, document.toJS());
  if (read.success) return read.output;
  const [issue] = read.issues;
  const keys = issue.path?.map(({ key }) => key as string | number) ?? [];
  const name = keys.findLast((key) => typeof key === 'string');
  throw wrong(
    offsetOf(document, keys),
    name === undefined ? issue.message : `${quote(name)}: ${messageOf(issue)}`,
  );
}

/** What valibot says of a key that is missing, or one too many, names its own types. */
function messageOf(issue: v.BaseIssue<unknown>): string {
  if (issue.expected === 'never') return 'a manifest has no such field';
  return issue.input === undefined ? 'it is missing' : issue.message;
}

/** Of what the keys lead to, or of what it should be in. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number {
  const node = document.getIn(keys, true);
  if (isNode(node) && node.range) return node.range[0];
  return keys.length === 0 ? 0 : offsetOf(document, keys.slice(0, -1));
}

function firstSentence(message: string): string {
  return message.replace(/( at line \d+, column \d+)?:?\n[^]*/, '');
}
