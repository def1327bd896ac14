/** The first of several ways to tell something that fits; the last one is cut where none does. */
export function fitting(
  ways: readonly (() => readonly string[])[],
  rows: number,
): readonly string[] {
  let last: readonly string[] = [];
  for (const way of ways) {
    last = way();
    if (last.length <= rows) return last;
  }
  return last.slice(0, rows);
}

/** Blocks of lines, an empty line between them; blocks without lines are left out. */
export function spaced(...blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}
