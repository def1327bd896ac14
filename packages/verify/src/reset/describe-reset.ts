import path from 'node:path';
import { list, quote } from '@kit/checker';
import type { ResetPlan } from './reset-plan.ts';

/** What starting over removes, keeps and leaves, a paragraph each. */
export interface ResetDescription {
  readonly title: string;
  readonly removed: readonly string[];
  readonly kept: readonly string[];
  /** For who wants to remove the images too. */
  readonly command?: string;
}

/** @param plan of what there is. */
export function describeReset({
  directory,
  record,
  files,
  keptIn,
  tags,
}: ResetPlan): ResetDescription {
  const place = (name: string) => quote(path.join(directory, name));
  const passed = Object.values(record.steps).filter((step) => step?.passedAt !== undefined).length;
  const hasRecord = Object.keys(record.steps).length > 0;
  return {
    title: `Start over in ${quote(directory)}?`,
    removed: [
      ...(hasRecord ? [`your progress: ${passed} steps passed so far, and the hints you saw`] : []),
      ...(files.length > 0 ? [list(files.map(place))] : []),
    ],
    kept: [
      ...(files.length > 0 ? [`A copy stays in ${quote(shown(keptIn), 300)}.`] : []),
      ...(tags.length > 0
        ? [
            `On your engine nothing is removed: ${list(tags.map((tag) => quote(tag)))} stay there. To remove the names, too:`,
          ]
        : []),
    ],
    ...(tags.length > 0 && { command: `docker image rm ${tags.join(' ')}` }),
  };
}

export function isNothingToReset({ removed }: ResetDescription): boolean {
  return removed.length === 0;
}

function shown(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative.startsWith('..') ? folder : relative;
}
