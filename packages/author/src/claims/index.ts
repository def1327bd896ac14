import type { Chapter } from '../claim.ts';
import type { Content } from '../content.ts';
import { createJudge } from '../judge-attempts.ts';
import { claimsOfHints } from './hints.ts';
import { claimsOfMistakes } from './mistakes.ts';
import type { MistakeOptions } from './mistakes.ts';
import { claimsOfPage } from './page.ts';
import { claimsOfSolution } from './solution.ts';
import { claimsOfWorkshop } from './workshop.ts';

/** All that has to hold of a workshop's content; nothing here knows a step by name. */
export async function claimsOf(
  content: Content,
  options: MistakeOptions,
  signal: AbortSignal,
): Promise<readonly Chapter[]> {
  const judge = createJudge(content, signal);
  const steps = content.folders.map(async (folder) => ({
    name: folder.name,
    claims: [
      ...claimsOfPage(content, folder),
      ...claimsOfHints(content, folder),
      ...(await claimsOfSolution(content, folder, judge)),
      ...claimsOfMistakes(content, folder, judge, options),
    ],
  }));
  return [
    { name: 'the workshop', claims: claimsOfWorkshop(content) },
    ...(await Promise.all(steps)),
  ];
}
