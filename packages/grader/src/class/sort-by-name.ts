/** By code units, the same on every machine; what has the same name keeps its order. */
export function sortByName<Named extends { readonly name: string }>(
  items: readonly Named[],
): readonly Named[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}
