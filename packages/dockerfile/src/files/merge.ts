import type { Budget } from './budget.ts';
import { Children } from './children.ts';
import type { Directory, FileNode } from './file-node.ts';
import { absent, unknown } from './file-node.ts';

/** The builder cannot put a file where a directory is, nor a directory where a file is. */
export class CopyConflict extends Error {
  readonly path: string;
  readonly existing: 'file' | 'directory';

  constructor(path: string, existing: 'file' | 'directory') {
    super(`${path} is a ${existing}`);
    this.path = path;
    this.existing = existing;
  }
}

/**
 * What is at `path` once `source` was copied over `target`: directories are
 * merged, files replaced.
 * @throws CopyConflict, BudgetSpent
 */
export function merge(target: FileNode, source: FileNode, path: string, budget: Budget): FileNode {
  if (source === target || source.kind === 'absent') return target;
  if (source.kind === 'unknown') return unknown;
  if (source.kind === 'leaf') {
    if (target.kind === 'directory') throw new CopyConflict(path, 'directory');
    return source;
  }
  switch (target.kind) {
    case 'absent':
      return source;
    case 'unknown':
      return opened(source, budget);
    case 'leaf':
      throw new CopyConflict(path, 'file');
    case 'directory':
      return mergeDirectories(target, source, path, budget);
  }
}

/** The last directory that was merged into one; it need not be again. */
const alreadyIn = new WeakMap<Directory, Directory>();

function mergeDirectories(
  target: Directory,
  source: Directory,
  path: string,
  budget: Budget,
): Directory {
  if (alreadyIn.get(target) === source) return target;
  if (target.others === 'absent' && target.children.size === 0) return source;
  const isSmall = source.children.size * 4 < target.children.size;
  const isOpen = source.others === 'unknown';
  // To merge an entry takes longer than to look at it.
  budget.spend(4 * (source.children.size + (isSmall && !isOpen ? 0 : target.children.size)));
  let { children } = target;
  if (isOpen) {
    const entries = children.toMap();
    for (const name of entries.keys()) {
      if (source.children.get(name) === undefined) entries.set(name, unknown);
    }
    children = new Children(entries);
  }
  const others = isOpen ? 'unknown' : target.others;
  const missing = others === 'absent' ? absent : unknown;
  const changed: (readonly [name: string, node: FileNode])[] = [];
  for (const [name, node] of source.children.sorted()) {
    const before = children.get(name) ?? missing;
    const after = merge(before, node, `${path === '/' ? '' : path}/${name}`, budget);
    if (after !== before) changed.push([name, after]);
  }
  if (changed.length === 0 && !isOpen) return target;
  const merged: Directory = {
    kind: 'directory',
    children: withAll(children, changed, isSmall),
    others,
  };
  alreadyIn.set(merged, source);
  return merged;
}

function withAll(
  children: Children<FileNode>,
  changed: readonly (readonly [name: string, node: FileNode])[],
  isSmall: boolean,
): Children<FileNode> {
  if (isSmall) return changed.reduce((all, [name, node]) => all.with(name, node), children);
  const entries = children.toMap();
  for (const [name, node] of changed) entries.set(name, node);
  return new Children(entries);
}

const openedDirectories = new WeakMap<Directory, Directory>();

/** The same directory where more may be in it, and in the folders in it, than its children. */
export function opened(directory: Directory, budget: Budget): Directory {
  const before = openedDirectories.get(directory);
  if (before !== undefined) return before;
  budget.spend(directory.children.size);
  const entries = directory.children.toMap();
  for (const [name, node] of entries) {
    if (node.kind === 'directory') entries.set(name, opened(node, budget));
    else if (node.kind === 'absent') entries.set(name, unknown);
  }
  const after: Directory = {
    kind: 'directory',
    children: new Children(entries),
    others: 'unknown',
  };
  openedDirectories.set(directory, after);
  return after;
}
