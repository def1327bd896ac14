import { posix } from 'node:path';
import type { ContextEntry } from '@kit/dockerfile';
import { includedEntries } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { Submission } from '../submission.ts';
import type { AdmissionLimits } from './rules.ts';
import { resolveInside } from './links.ts';
import type { Refusal } from './refusal.ts';

const why = 'All of it is copied to the engine before the first instruction.';
const leaveOut = 'Remove what the image does not need, or name it in a `.dockerignore`.';

/** What lies around the Dockerfile, as far as a builder would be sent it. */
export function refuseContext(
  { context, dockerfile }: Pick<Submission, 'context' | 'dockerfile'>,
  { contextBytes, entries: mostEntries, depth, nameBytes, ignoreFileLines }: AdmissionLimits,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const always = new Set(['Dockerfile', context.ignoreFile?.name]);
  const included = new Set(includedEntries(context));
  const sent = context.entries.filter((entry) => included.has(entry) || always.has(entry.path));
  const byPath = new Map(context.entries.map((entry) => [entry.path, entry]));
  for (const entry of sent) {
    const { path, kind } = entry;
    if (kind === 'special') refusals.push(specialFile(path));
    const isLink = kind === 'symlink' && !isOfVirtualEnvironment(entry, byPath);
    const isOutside = isLink && resolveInside(path, byPath) === 'outside';
    if (isOutside || (path === 'Dockerfile' && leadsOut(dockerfile))) {
      refusals.push(linkOutside(path));
    }
    if (Buffer.byteLength(posix.basename(path)) > nameBytes) {
      refusals.push({
        rule: 'name-length',
        path,
        message: `The name ${quote(path)} is longer than ${nameBytes} bytes.`,
        why: 'Longer names most file systems cannot keep, nor can the image.',
        help: 'Give it a shorter name.',
      });
    }
    if (path.split('/').length > depth + 1) {
      refusals.push(tooDeep(path, depth));
    }
  }
  if (sent.length > mostEntries) refusals.push(tooManyEntries(mostEntries));
  const bytes = sent.reduce((sum, { size }) => sum + size, 0);
  if (bytes > contextBytes) refusals.push(tooLarge(sent, bytes, contextBytes));
  const lines = (context.ignoreFile?.text ?? '').replace(/\n$/, '').split('\n').length;
  if (context.ignoreFile !== undefined && lines > ignoreFileLines) {
    refusals.push({
      rule: 'ignore-file',
      path: context.ignoreFile.name,
      message: `The \`${context.ignoreFile.name}\` has ${lines} lines, and grading takes ${ignoreFileLines} at most.`,
      why: 'Each file of the folder is held against each of its lines.',
      help: 'Name folders in the place of their files, and use `*`.',
    });
  }
  return refusals;
}

/** `python -m venv` makes links to the machine's own Python; they are packed as links, and lead nowhere in an image. */
function isOfVirtualEnvironment(
  { path }: ContextEntry,
  entries: ReadonlyMap<string, ContextEntry>,
): boolean {
  const folder = /^(.+)\/bin\/[^/]+$/.exec(path)?.[1];
  return folder !== undefined && entries.get(`${folder}/pyvenv.cfg`)?.kind === 'file';
}

function leadsOut(dockerfile: Submission['dockerfile']): boolean {
  return dockerfile.kind === 'unusable' && dockerfile.problem === 'link-outside';
}

export function specialFile(path: string): Refusal {
  return {
    rule: 'special-file',
    path,
    message: `${quote(path)} is a pipe, a socket or a device, and no regular file.`,
    why: 'Whoever reads it may wait for ever, or be given data without an end. Grading does not open it.',
    help: `Remove it, or put a regular file in its place.`,
  };
}

export function badIgnoreFile(path: string, reason: string): Refusal {
  return {
    rule: 'ignore-file',
    path,
    message: `${quote(path)} cannot be read: ${reason}.`,
    why: 'It says what the builder is not to be sent; where it cannot be read, nobody knows what is handed in.',
    help: 'Replace it by a text file with a pattern a line, or remove it.',
  };
}

function linkOutside(path: string): Refusal {
  return {
    rule: 'link-outside',
    path,
    message: `The link ${quote(path)} leads out of the folder.`,
    why: 'A builder is given this folder alone: what the link leads to is not in it, and is not yours to hand in.',
    help: 'Put the file itself in the place of the link, remove it, or name it in a `.dockerignore`.',
  };
}

export function tooManyEntries(entries: number): Refusal {
  return {
    rule: 'context-entries',
    message: `The folder holds more than ${entries.toLocaleString('en')} files and folders.`,
    why,
    help: leaveOut,
  };
}

export function tooDeep(path: string, depth: number): Refusal {
  return {
    rule: 'context-depth',
    path,
    message: `Folders stand more than ${depth} deep (${quote(path)}).`,
    why,
    help: leaveOut,
  };
}

function tooLarge(sent: readonly ContextEntry[], bytes: number, contextBytes: number): Refusal {
  const [largest] = sent.toSorted((a, b) => b.size - a.size);
  const [has, most] = [bytes, contextBytes].map((each) => Math.ceil(each / 2 ** 20));
  return {
    rule: 'context-size',
    ...(largest && { path: largest.path }),
    message: `A builder would be sent ${has} MiB from this folder, and grading takes ${most} MiB at most.`,
    why,
    help: `${leaveOut} The largest is ${quote(largest?.path ?? '')}.`,
  };
}
