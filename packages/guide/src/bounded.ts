import { plain } from '@kit/checker';

const mostItems = 50;
const longestText = 300;

/** The first of them; nobody looks at more. */
export function bounded<Item>(items: readonly Item[]): readonly Item[] {
  return items.slice(0, mostItems);
}

/** A program's or a stranger's words on one line: without what steers a terminal, and cut. */
export function boundedText(text: string): string {
  return plain(text, longestText);
}
