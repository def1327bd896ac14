import type { ContextEntry } from '../build-context.ts';
import { Children } from './children.ts';
import type { Directory, FileNode } from './file-node.ts';
import { FileTree } from './file-tree.ts';

/** The build context as a file system of its own, its folder being `/`. */
export function contextTree(entries: readonly ContextEntry[]): FileTree {
  const root = new Map<string, FileNode>();
  const folders = new Map<string, Map<string, FileNode>>([['', root]]);
  const folderOf = (path: string): Map<string, FileNode> => {
    const known = folders.get(path);
    if (known !== undefined) return known;
    const children = new Map<string, FileNode>();
    folders.set(path, children);
    const directory: Directory = {
      kind: 'directory',
      children: new Children(children),
      others: 'absent',
    };
    const { folder, name } = splitPath(path);
    folderOf(folder).set(name, directory);
    return children;
  };
  for (const { path, kind, linkTarget } of entries) {
    if (kind === 'directory') {
      folderOf(path);
      continue;
    }
    const { folder, name } = splitPath(path);
    folderOf(folder).set(name, {
      kind: 'leaf',
      origin: { kind: 'context', path },
      ...(linkTarget !== undefined && { linkTarget }),
    });
  }
  return new FileTree({ kind: 'directory', children: new Children(root), others: 'absent' });
}

function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: slash < 0 ? '' : path.slice(0, slash), name: path.slice(slash + 1) };
}
