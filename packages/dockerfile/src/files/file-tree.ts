import type { FileOrigin, ImageFiles } from '../image-files.ts';
import type { Budget } from './budget.ts';
import type { Directory, FileNode } from './file-node.ts';
import { absent, childOf, emptyDirectory, openDirectory, unknown } from './file-node.ts';
import { CopyConflict, merge, opened } from './merge.ts';

/** Folders that stand deeper are not followed; no image has them. */
const maximumDepth = 128;

/** Nor is a path of as many parts, with `.` and `..`. */
const maximumParts = 2 * maximumDepth;

/** Links that the kernel follows before it calls them a loop. */
const maximumLinks = 40;

const stays = { followLast: false };

/** Where a path leads once the links in it are followed. */
interface Place {
  readonly names: readonly string[];
  readonly node: FileNode;
}

/** An immutable file system; what changes it gives another one that shares what stayed. */
export class FileTree implements ImageFiles {
  static readonly empty = new FileTree(emptyDirectory);

  readonly root: Directory;

  constructor(root: Directory) {
    this.root = root;
  }

  at(path: string, { followLast } = stays): FileOrigin | 'absent' | 'unknown' {
    const { node } = this.find(path, { followLast });
    if (node.kind === 'leaf') return node.origin;
    return node.kind === 'directory' ? { kind: 'directory' } : node.kind;
  }

  paths(): readonly string[] {
    const paths: string[] = [];
    const pending: { path: string; directory: Directory }[] = [{ path: '', directory: this.root }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const [name, node] of next.directory.children.toMap()) {
        const path = `${next.path}/${name}`;
        if (node.kind === 'leaf' || node.kind === 'directory') paths.push(path);
        if (node.kind === 'directory') pending.push({ path, directory: node });
      }
    }
    return paths.sort();
  }

  /** Follows links in the folders of a path, and with `followLast` what it names as well. */
  find(path: string, { followLast }: { readonly followLast: boolean }): Place {
    if (path.length > maximumParts) {
      const parts = path.split('/', maximumParts);
      if (parts.length === maximumParts) return { names: parts, node: unknown };
    }
    const pending = namesOf(path).reverse();
    let names: string[] = [];
    let nodes: FileNode[] = [];
    let links = 0;
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (name === '..') {
        names.pop();
        nodes.pop();
        continue;
      }
      const node = childOf(nodes.at(-1) ?? this.root, name);
      const isFollowed = followLast || pending.length > 0;
      if (node.kind === 'leaf' && node.linkTarget !== undefined && isFollowed) {
        links += 1;
        if (links > maximumLinks) return { names: [...names, name], node: absent };
        if (node.linkTarget.startsWith('/')) {
          names = [];
          nodes = [];
        }
        const parts = node.linkTarget.split('/').filter((part) => part !== '' && part !== '.');
        pending.push(...parts.reverse());
        continue;
      }
      names.push(name);
      nodes.push(node);
    }
    return { names, node: nodes.at(-1) ?? this.root };
  }

  /** @throws CopyConflict where a file stands in the way. */
  put(names: readonly string[], node: FileNode): FileTree {
    if (names.length > maximumDepth) return new FileTree(openDirectory);
    const root = replaced(this.root, names, 0, node);
    return root === this.root
      ? this
      : new FileTree(root.kind === 'directory' ? root : openDirectory);
  }

  /**
   * Makes a directory and those above it; one that is there stays as it is.
   * @throws CopyConflict where a file stands in the way.
   */
  makeDirectory(path: string): FileTree {
    const { names, node } = this.find(path, { followLast: true });
    if (node.kind === 'directory') return this;
    if (node.kind === 'leaf') throw new CopyConflict(path, 'file');
    return this.put(names, node.kind === 'unknown' ? openDirectory : emptyDirectory);
  }

  /**
   * Copies a file or what is in a directory over what is at a path.
   * @throws CopyConflict, BudgetSpent
   */
  copyOver(path: string, source: FileNode, budget: Budget): FileTree {
    const { names, node } = this.find(path, { followLast: true });
    return this.put(names, merge(node, source, `/${names.join('/')}`, budget));
  }

  /**
   * Puts a file in the place of another one; of a link, or with `followLast` of what it names.
   * @throws CopyConflict where a folder is there, or a file in the place of a folder.
   */
  replaceFile(path: string, file: FileNode, options: { readonly followLast: boolean }): FileTree {
    const { names, node } = this.find(path, options);
    if (node.kind === 'directory') throw new CopyConflict(`/${names.join('/')}`, 'directory');
    return this.put(names, file);
  }

  /** Whatever is at a path and below it is gone; a link itself, not what it names. */
  remove(path: string): FileTree {
    const { names, node } = this.find(path, { followLast: false });
    if (names.length === 0) return FileTree.empty;
    // Of a folder that nobody knows to be there nothing is said.
    const isNowhere = this.find(`/${names.slice(0, -1).join('/')}`, stays).node.kind === 'unknown';
    return node.kind === 'absent' || isNowhere ? this : this.put(names, absent);
  }

  /** Only a run can tell what is at a path and below it from now on. */
  forget(path: string): FileTree {
    const place = this.find(path, { followLast: true });
    if (place.node.kind === 'unknown') return this;
    // Where the folder above is not there, it may have come up as well.
    const names = place.node.kind === 'absent' ? this.#firstAbsent(place.names) : place.names;
    try {
      return this.put(names, names.length === 0 ? openDirectory : unknown);
    } catch (error) {
      if (error instanceof CopyConflict) return this;
      throw error;
    }
  }

  #firstAbsent(names: readonly string[]): readonly string[] {
    let node: FileNode = this.root;
    for (const [index, name] of names.entries()) {
      node = childOf(node, name);
      if (node.kind === 'absent') return names.slice(0, index + 1);
    }
    return names;
  }

  /**
   * What is known in a directory stays; other files may be there as well from now on, at any depth.
   * @throws BudgetSpent
   */
  loosen(path: string, budget: Budget): FileTree {
    const { names, node } = this.find(path, { followLast: true });
    if (node.kind === 'absent') return this.forget(path);
    return node.kind === 'directory' ? this.put(names, opened(node, budget)) : this;
  }
}

/** The parts of an absolute path, `.` and `..` resolved. */
export function namesOf(path: string): string[] {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names;
}

function replaced(
  node: FileNode,
  names: readonly string[],
  index: number,
  value: FileNode,
): FileNode {
  const name = names[index];
  if (name === undefined) return value;
  if (node.kind === 'leaf') throw new CopyConflict(`/${names.slice(0, index).join('/')}`, 'file');
  const directory =
    node.kind === 'directory' ? node : node.kind === 'unknown' ? openDirectory : emptyDirectory;
  const before = childOf(directory, name);
  const after = replaced(before, names, index + 1, value);
  if (after === before) return node;
  return { ...directory, children: directory.children.with(name, after) };
}
