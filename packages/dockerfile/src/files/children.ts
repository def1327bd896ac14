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
    let size = 1;
    let small = 0;
    for (const layer of this.#layers) {
      if (size * 2 < layer.size) break;
      size += layer.size;
      small += 1;
    }
    const latest = joined(this.#layers.slice(0, small));
    latest.set(name, node);
    return new Children(latest, ...this.#layers.slice(small));
  }

  /** A copy to be changed, names in no order that matters. */
  toMap(): Map<string, Node> {
    return joined(this.#layers);
  }

  sorted(): readonly (readonly [name: string, node: Node])[] {
    return (this.#sorted ??= [...this.toMap()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}

function joined<Node>(layers: readonly Entries<Node>[]): Map<string, Node> {
  const entries = new Map(layers.at(-1));
  for (let index = layers.length - 2; index >= 0; index -= 1) {
    for (const [name, node] of layers[index] ?? []) entries.set(name, node);
  }
  return entries;
}
