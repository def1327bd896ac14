/** Chance that comes out the same each time. */
export interface Random {
  /** True for about this share of all calls, 0 to 1. */
  chance(share: number): boolean;
  pick<Item>(from: readonly [Item, ...Item[]]): Item;
  shuffled<Item>(items: readonly Item[]): readonly Item[];
  /** A whole number below `end`. */
  below(end: number): number;
}

/** The same sequence for the same seed: a linear congruential generator, its upper bits mixed down. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    chance: (share) => next() < share,
    pick: (from) => from[below(from.length)] ?? from[0],
    shuffled: (items) =>
      items
        .map((item) => ({ item, place: next() }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ item }) => item),
    below,
  };
}
