import type { Directory, FileNode } from '../files/file-node.ts';
import { namesOf } from '../files/file-tree.ts';
import type { FileTree } from '../files/file-tree.ts';
import { readPattern } from '../ignore/pattern.ts';

/** A file or folder that a source of COPY names; `path` is how it is reached, links not followed. */
export interface FoundSource {
  readonly path: string;
  readonly node: FileNode;
}

/** Whether a path is a pattern: `*`, `?` or `[`, not escaped. */
export function hasWildcard(path: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?[]/.test(path);
}

/**
 * What a source names. Of a pattern each part is one folder deep, and `**` is
 * no more than `*`: Go's `filepath.Match`.
 * @param path absolute.
 * @returns undefined where only a run can tell.
 */
export function findSources(tree: FileTree, path: string): readonly FoundSource[] | undefined {
  const names = namesOf(path);
  const first = names.findIndex(hasWildcard);
  const plain = `/${(first < 0 ? names : names.slice(0, first)).join('/')}`;
  const { node } = tree.find(plain, { followLast: true });
  if (first < 0) return [{ path: plain, node }];
  let found: readonly FoundSource[] = [{ path: plain === '/' ? '' : plain, node }];
  for (const name of names.slice(first)) {
    const next = matchesIn(found, name);
    if (next === undefined) return undefined;
    found = next;
  }
  // A link that matches is followed, like one that is named.
  return found.map((each) => ({
    path: each.path,
    node: tree.find(each.path, { followLast: true }).node,
  }));
}

function matchesIn(folders: readonly FoundSource[], name: string): FoundSource[] | undefined {
  const pattern = readPattern(name.replace(/\*+/g, '*').replace(/^!/, '\\!'));
  const matches: FoundSource[] = [];
  for (const { path, node } of folders) {
    if (node.kind === 'unknown') return undefined;
    if (node.kind !== 'directory') continue;
    if (node.others === 'unknown') return undefined;
    for (const [child, at] of node.children.sorted()) {
      if (at.kind === 'absent' || pattern?.matches(child) !== true) continue;
      if (at.kind === 'unknown') return undefined;
      matches.push({ path: `${path}/${child}`, node: at });
    }
  }
  return matches;
}

/** Every file of a source, with its path below it; of a file itself `''`. */
export function* filesOf(
  node: FileNode,
  path = '',
): Generator<readonly [path: string, node: FileNode]> {
  if (node.kind === 'leaf') yield [path, node];
  if (node.kind !== 'directory') return;
  for (const [name, child] of node.children.sorted()) yield* filesOf(child, `${path}/${name}`);
}

/** The entries of a directory that `keeps` says yes to, and the folders above them. */
export function filterDirectory(
  directory: Directory,
  keeps: (path: string) => boolean,
  emptyOne: Directory,
): Directory {
  const filter = (node: Directory, path: string): Directory | undefined => {
    let children = emptyOne.children;
    let isEmpty = true;
    for (const [name, child] of node.children.sorted()) {
      const at = path === '' ? name : `${path}/${name}`;
      const isKept = keeps(at);
      const below = child.kind === 'directory' ? filter(child, at) : undefined;
      if (below === undefined && !isKept) continue;
      isEmpty = false;
      children = children.with(name, below ?? (child.kind === 'directory' ? emptyOne : child));
    }
    return isEmpty ? undefined : { ...node, children };
  };
  return filter(directory, '') ?? { ...directory, children: emptyOne.children };
}
