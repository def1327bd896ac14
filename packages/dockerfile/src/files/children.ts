import type { FileNode } from './file-node.ts';

export type NamedNode = readonly [name: string, node: FileNode];

interface Change {
  readonly name: string;
  readonly node: FileNode;
  readonly earlier: Change | undefined;
}

/**
 * The entries of a directory. A changed directory shares its entries with the
 * one before, so that every instruction can keep the files as it found them.
 */
export class Children {
  static readonly none = new Children(new Map());

  readonly #entries: ReadonlyMap<string, FileNode>;
  readonly #latest: Change | undefined;
  readonly #changes: number;
  #sorted: readonly NamedNode[] | undefined;

  constructor(entries: ReadonlyMap<string, FileNode>, latest?: Change, changes = 0) {
    this.#entries = entries;
    this.#latest = latest;
    this.#changes = changes;
  }

  /** About how many there are; never too few. */
  get size(): number {
    return this.#entries.size + this.#changes;
  }

  get(name: string): FileNode | undefined {
    for (let change = this.#latest; change !== undefined; change = change.earlier) {
      if (change.name === name) return change.node;
    }
    return this.#entries.get(name);
  }

  with(name: string, node: FileNode): Children {
    const changes = this.#changes + 1;
    const changed = new Children(this.#entries, { name, node, earlier: this.#latest }, changes);
    // Few changes are cheaper to look through than many entries are to copy.
    return changes * changes > 64 + this.#entries.size ? new Children(changed.toMap()) : changed;
  }

  /** A copy to be changed, names in no order that matters. */
  toMap(): Map<string, FileNode> {
    const entries = new Map(this.#entries);
    const changes: Change[] = [];
    for (let change = this.#latest; change !== undefined; change = change.earlier) {
      changes.push(change);
    }
    for (const { name, node } of changes.reverse()) entries.set(name, node);
    return entries;
  }

  sorted(): readonly NamedNode[] {
    return (this.#sorted ??= [...this.toMap()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  }
}
