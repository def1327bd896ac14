import { plain } from '@kit/checker';
import type { ClassReport } from '../class-report.ts';

/** Under which profile a class was graded, and what that holds; nothing where it is not known. */
export function isolationSentences({ isolation }: ClassReport): readonly string[] {
  if (isolation === undefined) return [];
  return [plain(`Isolation, profile ${isolation.profile}: ${isolation.description}`, 1000)];
}
