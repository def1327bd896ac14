import { posix } from 'node:path';
import type { FileNode } from '../files/file-node.ts';
import type { FileTree } from '../files/file-tree.ts';
import type { Change } from './change.ts';

/** Whether a change comes about: a command that cannot make it fails, and changes nothing. */
export type Outcome = 'succeeds' | 'fails' | 'unknown';

/** Asked of the files as the command finds them, with root's rights. */
export function outcomeOf(change: Change, files: FileTree): Outcome {
  const node = (path: string) => files.find(path, { followLast: true }).node;
  switch (change.kind) {
    case 'make':
      if (change.path.endsWith('/')) return 'fails';
      if (change.isUnsure === true) return 'unknown';
      return either(ofNode(node(change.path), { directory: 'fails' }), () =>
        folderAbove(change.path, node),
      );
    case 'make-directory':
      return change.withParents
        ? wayTo(change.path, node)
        : either(ofNode(node(change.path), { leaf: 'fails', directory: 'fails' }), () =>
            folderAbove(change.path, node),
          );
    case 'remove':
      return ofRemoval(files.find(change.path, { followLast: false }).node, change);
    case 'link':
      return ofLink(change, node, files);
    case 'copy':
    case 'move':
      return ofTransfer(change, node, files);
    case 'forget':
    case 'loosen':
      return 'unknown';
  }
}

/** What a kind of node means; those that are not named are fine. */
function ofNode(
  { kind }: FileNode,
  outcomes: Readonly<Partial<Record<FileNode['kind'], Outcome>>>,
): Outcome {
  return outcomes[kind] ?? (kind === 'unknown' ? 'unknown' : 'succeeds');
}

/** The first that does not succeed. */
function either(first: Outcome, next: () => Outcome): Outcome {
  return first === 'succeeds' ? next() : first;
}

function folderAbove(path: string, node: (path: string) => FileNode): Outcome {
  return ofNode(node(posix.dirname(path)), { leaf: 'fails', absent: 'fails' });
}

function wayTo(path: string, node: (path: string) => FileNode): Outcome {
  for (let each = path; ; each = posix.dirname(each)) {
    const outcome = ofNode(node(each), { leaf: 'fails' });
    if (outcome !== 'succeeds' || each === '/') return outcome;
  }
}

function ofRemoval(
  node: FileNode,
  { of, mayLack }: Extract<Change, { readonly kind: 'remove' }>,
): Outcome {
  if (node.kind === 'absent') return mayLack === true ? 'succeeds' : 'fails';
  if (node.kind === 'unknown') return 'unknown';
  if (of === 'anything') return 'succeeds';
  if (of === 'file') return node.kind === 'leaf' ? 'succeeds' : 'fails';
  if (node.kind === 'leaf') return 'fails';
  const isFull = [...node.children.toMap().values()].some(({ kind }) => kind !== 'absent');
  return isFull ? 'fails' : 'unknown';
}

function ofLink(
  change: Extract<Change, { readonly kind: 'link' }>,
  node: (path: string) => FileNode,
  files: FileTree,
): Outcome {
  const there = node(change.path);
  if (there.kind === 'unknown') return 'unknown';
  const path = placeOfLink(change, files);
  // A slash at the end says that it has to be a folder.
  if (path.endsWith('/')) return 'fails';
  const { node: before } = files.find(path, { followLast: false });
  const inTheWay = ofNode(before, {
    leaf: change.replaces ? 'succeeds' : 'fails',
    directory: change.replaces ? 'unknown' : 'fails',
  });
  return either(inTheWay, () => folderAbove(path, node));
}

/** In a folder a link gets the name of what it leads to. */
export function placeOfLink(
  { path, target }: Extract<Change, { readonly kind: 'link' }>,
  files: FileTree,
): string {
  const isFolder = files.find(path, { followLast: true }).node.kind === 'directory';
  return isFolder ? posix.join(path, posix.basename(target)) : path;
}

function ofTransfer(
  { kind, from, to, contentsOnly, ...how }: Extract<Change, { readonly to: string }>,
  node: (path: string) => FileNode,
  files: FileTree,
): Outcome {
  const source = files.find(from, { followLast: kind === 'copy' }).node;
  if (source.kind === 'absent') return 'fails';
  if (source.kind === 'unknown') return 'unknown';
  const isFolder = source.kind === 'directory';
  if (isFolder && kind === 'copy' && !how.isRecursive) return 'fails';
  const there = node(to);
  if (there.kind === 'unknown') return 'unknown';
  if (there.kind !== 'directory' && how.intoFolder) return 'fails';
  if (contentsOnly === true && !isFolder) return 'fails';
  const goesInto = there.kind === 'directory' && contentsOnly !== true;
  const target = goesInto ? posix.join(to, posix.basename(from)) : to;
  if (target === from) return 'fails';
  // `cp` finds out too late that it copies a folder into itself.
  if (`${target}/`.startsWith(`${from}/`)) return kind === 'copy' ? 'unknown' : 'fails';
  const inTheWay = isFolder
    ? ofNode(node(target), { leaf: 'fails', directory: kind === 'copy' ? 'succeeds' : 'unknown' })
    : ofNode(node(target), { directory: 'fails' });
  return either(inTheWay, () => folderAbove(target, node));
}
