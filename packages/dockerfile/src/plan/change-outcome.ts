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

function ofRemoval(node: FileNode, { of }: Extract<Change, { readonly kind: 'remove' }>): Outcome {
  if (node.kind === 'absent') return 'fails';
  if (node.kind === 'unknown') return 'unknown';
  if (of === 'anything') return 'succeeds';
  if (of === 'file') return node.kind === 'leaf' ? 'succeeds' : 'fails';
  if (node.kind === 'leaf') return 'fails';
  const isFull = [...node.children.toMap().values()].some(({ kind }) => kind !== 'absent');
  return isFull ? 'fails' : 'unknown';
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
