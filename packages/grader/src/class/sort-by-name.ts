const inOrder = new Intl.Collator('en', { numeric: true });

/** As people count: `group 2` before `group 10`. What has the same name keeps its order. */
export function sortByName<Named extends { readonly name: string }>(
  items: readonly Named[],
): readonly Named[] {
  return items.toSorted(
    (a, b) => inOrder.compare(a.name, b.name) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}
