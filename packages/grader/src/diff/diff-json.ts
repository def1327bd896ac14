import { escapeInvisible } from '@kit/terminal';
import type { ClassDiff } from './class-diff.ts';

export function diffJson(diff: ClassDiff): string {
  return `${escapeInvisible(JSON.stringify(diff, undefined, 2))}\n`;
}
