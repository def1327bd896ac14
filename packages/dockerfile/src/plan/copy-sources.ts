import type { Budget } from '../files/budget.ts';
import { Children } from '../files/children.ts';
import type { Directory, FileNode } from '../files/file-node.ts';
import { absent, emptyDirectory } from '../files/file-node.ts';
import { namesOf } from '../files/file-tree.ts';
import type { FileTree } from '../files/file-tree.ts';
import { readPattern } from '../ignore/pattern.ts';
import type { Pattern } from '../ignore/pattern.ts';

/** A file or folder that a source of COPY names; `path` is how it is reached, links not followed. */
export interface FoundSource {
  readonly path: string;
  readonly node: FileNode;
}

/** Whether a path is a pattern: `*`, `?` or `[`, not escaped. */
export function hasWildcard(path: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*[*?[]/.test(path);
}

/** The first part of a path that the builder cannot match with names, and so stops at. */
export function brokenPattern(path: string): string | undefined {
  return hasWildcard(path)
    ? namesOf(path).find((name) => readNamePattern(name) === undefined)
    : undefined;
}

/** `!` at the start means nothing here. */
function readNamePattern(name: string): Pattern | undefined {
  return readPattern(name.replace(/\*+/g, '*').replace(/^!/, '\\!'));
}

/**
 * What a source names. Of a pattern each part is one folder deep, and `**` is
 * no more than `*`: Go's `filepath.Match`.
 * @param path absolute.
 * @returns undefined where only a run can tell.
 * @throws BudgetSpent
 */
export function findSources(
  tree: FileTree,
  path: string,
  budget: Budget,
): readonly FoundSource[] | undefined {
  const found = matchesOf(tree, path, budget);
  if (found === undefined || !hasWildcard(path)) return found;
  // A link that matches is followed, like one that is named; of those below a match each has to lead somewhere.
  return found.flatMap((each) => [
    isLink(each.node) ? followed(tree, each, budget) : each,
    ...brokenLinksIn(tree, each, budget),
  ]);
}

/**
 * The same, before links are followed.
 * @throws BudgetSpent
 */
export function matchesOf(
  tree: FileTree,
  path: string,
  budget: Budget,
): readonly FoundSource[] | undefined {
  const names = namesOf(path);
  const first = names.findIndex(hasWildcard);
  const plain = `/${(first < 0 ? names : names.slice(0, first)).join('/')}`;
  const { node } = tree.find(plain, { followLast: true });
  // The builder looks for matches in a folder that has to be there.
  if (first < 0 || node.kind === 'absent') return [{ path: plain, node }];
  let found: readonly FoundSource[] = [{ path: plain === '/' ? '' : plain, node }];
  for (const name of names.slice(first)) {
    const next = matchesIn(found, name, budget);
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

function brokenLinksIn(tree: FileTree, { path, node }: FoundSource, budget: Budget): FoundSource[] {
  if (node.kind !== 'directory') return [];
  return linksIn(node, budget)
    .map((below) => followed(tree, { path: `${path}${below}`, node: absent }, budget))
    .filter(({ node }) => node.kind === 'absent');
}

function isLink(node: FileNode): boolean {
  return node.kind === 'leaf' && node.linkTarget !== undefined;
}

/** A link can lead to the next one, and so on. */
function followed(tree: FileTree, { path }: FoundSource, budget: Budget): FoundSource {
  budget.spend(64);
  return { path, node: tree.find(path, { followLast: true }).node };
}

const linksOf = new WeakMap<Directory, readonly string[]>();

function linksIn(directory: Directory, budget: Budget): readonly string[] {
  const before = linksOf.get(directory);
  if (before !== undefined) return before;
  budget.spend(directory.children.size);
  const links = directory.children.sorted().flatMap(([name, node]) => {
    if (node.kind === 'directory') return linksIn(node, budget).map((link) => `/${name}${link}`);
    return isLink(node) ? [`/${name}`] : [];
  });
  linksOf.set(directory, links);
  return links;
}

function matchesIn(
  folders: readonly FoundSource[],
  name: string,
  budget: Budget,
): FoundSource[] | undefined {
  const pattern = readNamePattern(name);
  const matches: FoundSource[] = [];
  for (const { path, node } of folders) {
    if (node.kind === 'unknown') return undefined;
    if (node.kind !== 'directory') continue;
    if (node.others === 'unknown') return undefined;
    // To match a name takes longer than to look at it.
    budget.spend(8 * node.children.size);
    for (const [child, at] of node.children.sorted()) {
      if (at.kind === 'absent' || pattern?.matches(child, budget) !== true) continue;
      if (at.kind === 'unknown') return undefined;
      matches.push({ path: `${path}/${child}`, node: at });
    }
  }
  return matches;
}

/**
 * Every file of a source, with its path below it; of a file itself `''`.
 * @throws BudgetSpent for a folder copied into itself again and again, too.
 */
export function* filesOf(
  source: FileNode,
  budget: Budget,
): Generator<readonly [path: string, node: FileNode]> {
  const pending: { path: string; node: FileNode }[] = [{ path: '', node: source }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, node } = next;
    budget.spend(8 + path.length / 8);
    if (node.kind === 'leaf') yield [path, node];
    if (node.kind !== 'directory') continue;
    for (const [name, child] of node.children.sorted().toReversed()) {
      pending.push({ path: `${path}/${name}`, node: child });
    }
  }
}

/**
 * The entries of a directory that `keeps` says yes to, and the folders above them.
 * @throws BudgetSpent
 */
export function filterDirectory(
  directory: Directory,
  keeps: (path: string) => boolean,
  budget: Budget,
): Directory {
  return filter(directory, '', keeps, budget) ?? { ...directory, children: Children.none };
}

function filter(
  directory: Directory,
  path: string,
  keeps: (path: string) => boolean,
  budget: Budget,
): Directory | undefined {
  budget.spend(directory.children.size);
  const kept = new Map<string, FileNode>();
  for (const [name, child] of directory.children.sorted()) {
    const at = path === '' ? name : `${path}/${name}`;
    const below = child.kind === 'directory' ? filter(child, at, keeps, budget) : undefined;
    if (below !== undefined) kept.set(name, below);
    else if (keeps(at)) kept.set(name, child.kind === 'directory' ? emptyDirectory : child);
  }
  return kept.size === 0 ? undefined : { ...directory, children: new Children(kept) };
}
