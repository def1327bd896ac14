import type { Chapter, Problem } from './claim.ts';
import { claimsOf } from './claims/index.ts';
import type { MistakeOptions } from './claims/mistakes.ts';
import { readContent } from './content.ts';

/** What became of the claims of one chapter; `--format json` has it as it is. */
export interface ProvedChapter {
  /** As `05-expose-port`. */
  readonly name: string;
  /** How many claims hold. */
  readonly held: number;
  /** Left out, for want of an engine. */
  readonly leftOut: number;
  readonly problems: readonly Problem[];
}

export interface ProveOptions extends MistakeOptions {
  /** The folder of the kit, or of another repository of its shape. */
  readonly root: string;
  /** Proves also what needs an engine. */
  readonly engine: boolean;
}

/**
 * Proves the content of a workshop, a step at a time.
 * @param onChapter is told of each as soon as it is done.
 * @returns all of them; one with the problem alone, where the workshop cannot be read.
 * @throws UsageError where there is none of this name; where an engine is wanted and fails.
 */
export async function proveWorkshop(
  name: string,
  { root, engine, update }: ProveOptions,
  onChapter: (chapter: ProvedChapter) => void,
  signal: AbortSignal,
): Promise<readonly ProvedChapter[]> {
  const content = await readContent(name, root);
  if (!('workshop' in content)) {
    const unread = { name: 'the workshop', held: 0, leftOut: 0, problems: content };
    onChapter(unread);
    return [unread];
  }
  const proved: ProvedChapter[] = [];
  for (const chapter of await claimsOf(content, { update }, signal)) {
    const each = await proveChapter(chapter, engine, signal);
    proved.push(each);
    onChapter(each);
  }
  return proved;
}

async function proveChapter(
  { name, claims }: Chapter,
  engine: boolean,
  signal: AbortSignal,
): Promise<ProvedChapter> {
  const provable = claims.filter(({ needsEngine }) => engine || !needsEngine);
  const problems: Problem[] = [];
  let held = 0;
  for (const { prove } of provable) {
    signal.throwIfAborted();
    const found = await prove();
    if (found.length === 0) held += 1;
    problems.push(...found);
  }
  return { name, held, leftOut: claims.length - provable.length, problems };
}
