import type { FileOrigin } from '../image-files.ts';
import { Children } from './children.ts';

/** A file, or a symbolic link, which is never followed when it is what is asked for. */
export interface Leaf {
  readonly kind: 'leaf';
  readonly origin: FileOrigin;
  readonly linkTarget?: string;
}

export interface Directory {
  readonly kind: 'directory';
  readonly children: Children<FileNode>;
  /** What to say of names that `children` does not list. */
  readonly others: 'absent' | 'unknown';
}

/** `unknown`: a file, a directory with anything in it, or nothing; only a run can tell. */
export type FileNode =
  Leaf | Directory | { readonly kind: 'absent' } | { readonly kind: 'unknown' };

export const absent: FileNode = { kind: 'absent' };
export const unknown: FileNode = { kind: 'unknown' };
export const made: Leaf = { kind: 'leaf', origin: { kind: 'made' } };

/** A directory with nothing in it. */
export const emptyDirectory: Directory = {
  kind: 'directory',
  children: Children.none,
  others: 'absent',
};

/** A directory of which only a run can tell what is in it. */
export const openDirectory: Directory = { ...emptyDirectory, others: 'unknown' };

export function directoryOf(
  entries: Readonly<Record<string, FileNode>>,
  others: Directory['others'],
): Directory {
  return { kind: 'directory', children: new Children(new Map(Object.entries(entries))), others };
}

export function childOf(node: FileNode, name: string): FileNode {
  switch (node.kind) {
    case 'directory':
      return node.children.get(name) ?? (node.others === 'absent' ? absent : unknown);
    case 'unknown':
      return unknown;
    case 'leaf':
    case 'absent':
      return absent;
  }
}
