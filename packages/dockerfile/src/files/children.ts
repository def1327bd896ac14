type Entries<Node> = ReadonlyMap<string, Node>;

/**
 * The entries of a directory. A changed directory shares its entries with the
 * one before, so that every instruction can keep the files as it found them.
 */
export class Children<Node> {
  static readonly none: Children<never> = new Children<never>();

  /** The latest first, each more than twice as large as the one before it: there are few. */
  readonly #layers: readonly Entries<Node>[];
  #sorted: readonly (readonly [name: string, node: Node])[] | undefined;

  constructor(...layers: readonly Entries<Node>[]) {
    this.#layers = layers;
  }

  /** About how many there are; never too few. */
  get size(): number {
    return this.#layers.reduce((sum, { size }) => sum + size, 0);
  }

  get(name: string): Node | undefined {
    for (const layer of this.#layers) {
      const node = layer.get(name);
      if (node !== undefined) return node;
    }
    return undefined;
  }

  with(name: string, node: Node): Children<Node> {
    const layers = [...this.#layers];
    let latest: Entries<Node> = new Map([[name, node]]);
    for (let next = layers[0]; next !== undefined; next = layers[0]) {
      if (latest.size * 2 < next.size) break;
      latest = new Map([...next, ...latest]);
      layers.shift();
    }
    return new Children(latest, ...layers);
  }

  /** A copy to be changed, names in no order that matters. */
  toMap(): Map<string, Node> {
    const entries = new Map<string, Node>();
    for (const layer of this.#layers.toReversed()) {
      for (const [name, node] of layer) entries.set(name, node);
    }
    return entries;
  }

  sorted(): readonly (readonly [name: string, node: Node])[] {
    return (this.#sorted ??= [...this.toMap()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}
