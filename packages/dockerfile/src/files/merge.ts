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
 * @throws CopyConflict
 */
export function merge(target: FileNode, source: FileNode, path: string): FileNode {
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
      return opened(source);
    case 'leaf':
      throw new CopyConflict(path, 'file');
    case 'directory':
      return mergeDirectories(target, source, path);
  }
}

function mergeDirectories(target: Directory, source: Directory, path: string): Directory {
  const entries = target.children.toMap();
  const added = source.children.toMap();
  if (source.others === 'unknown') {
    for (const name of entries.keys()) if (!added.has(name)) entries.set(name, unknown);
  }
  let changed = source.others === 'unknown';
  const missing = target.others === 'absent' ? absent : unknown;
  for (const [name, node] of added) {
    const before = entries.get(name);
    const after = merge(before ?? missing, node, `${path === '/' ? '' : path}/${name}`);
    changed ||= after !== before;
    entries.set(name, after);
  }
  if (!changed) return target;
  const others = source.others === 'unknown' ? 'unknown' : target.others;
  return { kind: 'directory', children: new Children(entries), others };
}

const openedDirectories = new WeakMap<Directory, Directory>();

/** The same directory where more may be in it than its children. */
function opened(directory: Directory): Directory {
  const before = openedDirectories.get(directory);
  if (before !== undefined) return before;
  const entries = directory.children.toMap();
  for (const [name, node] of entries) {
    if (node.kind === 'directory') entries.set(name, opened(node));
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
