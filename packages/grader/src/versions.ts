import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Profile } from '@kit/harness';
import { repository } from '@kit/verify';

/** Which checks judge; a result holds only under the versions that it was made with. */
export interface Versions {
  /** SHA-256 over the workshop's folder and its app, in hexadecimal. */
  readonly workshop: string;
  /** SHA-256 over all code of the kit that has a say in a verdict, in hexadecimal. */
  readonly kit: string;
}

const judging = [
  'packages/dockerfile/src/**',
  'packages/checker/src/**',
  'packages/harness/src/**',
  'packages/verify/src/*',
  'packages/grader/src/work/**',
  'pnpm-lock.yaml',
];
const noPart = /\.test\.ts$|__snapshots__|node_modules|\/mistakes\/|\.md$/;
// What a learner who works in the clone puts there.
const learners = /^apps\/.*\/(Dockerfile$|\.)/;

/**
 * Reads both off the files of the kit.
 * @param workshop its name. Its `grading.ts` has no say: points and dates can change
 * without anything being graded again.
 */
export function versionsOf(workshop: string): Versions {
  const grading = `workshop/${workshop}/grading.ts`;
  return {
    workshop: digestOf([`workshop/${workshop}/**`, 'apps/**'], (file) => file !== grading),
    kit: digestOf(judging),
  };
}

/** SHA-256 over all that has a say in what a report looks like. */
export function sourcesDigest(): string {
  return digestOf(['packages/*/src/**', 'workshop/**', 'apps/**', 'pnpm-lock.yaml']);
}

function digestOf(patterns: readonly string[], counts = (_file: string) => true): string {
  const hash = createHash('sha256');
  const found = globSync(patterns, { cwd: repository, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(repository, path.join(entry.parentPath, entry.name)))
    .filter((file) => !noPart.test(file) && !learners.test(file) && counts(file));
  for (const file of found.sort()) {
    const content = readFileSync(path.join(repository, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Name of what a content comes to under these versions, held by this profile. */
export function contentKeyOf(
  contentHash: string,
  { workshop, kit }: Versions,
  profile: Profile,
): string {
  const parts = [contentHash, workshop, kit, profile];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** The queue's name for the job of a content key: a UUID made of its first digits. */
export function jobIdOf(contentKey: string): string {
  const part = (from: number, to: number) => contentKey.slice(from, to);
  return [part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32)].join('-');
}
