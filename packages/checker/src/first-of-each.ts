/** Nobody reads more of one kind. */
const mostOfEach = 20;

/**
 * Leaves out what nobody reads: of each kind all but the first 20, the last of
 * which tells how many more there are.
 */
export function firstOfEach<Told extends { readonly message: string }>(
  told: readonly Told[],
  kindOf: (one: Told) => string,
): readonly Told[] {
  const total = new Map<string, number>();
  const numbered = told.map((one) => {
    const kind = kindOf(one);
    const number = (total.get(kind) ?? 0) + 1;
    total.set(kind, number);
    return { one, kind, number };
  });
  return numbered
    .filter(({ number }) => number <= mostOfEach)
    .map(({ one, kind, number }) => {
      const more = number < mostOfEach ? 0 : (total.get(kind) ?? 0) - mostOfEach;
      if (more === 0) return one;
      const sentence = more === 1 ? 'There is 1 more like it.' : `There are ${more} more like it.`;
      return { ...one, message: `${one.message} ${sentence}` };
    });
}
