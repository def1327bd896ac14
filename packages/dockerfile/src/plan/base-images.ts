import type { Directory, FileNode } from '../files/file-node.ts';
import { directoryOf, emptyDirectory, openDirectory, unknown } from '../files/file-node.ts';
import { FileTree } from '../files/file-tree.ts';
import { parseImageReference } from '../image-reference.ts';

/** What can be said of a base image without asking a registry. */
export interface BaseImage {
  /** Variables it sets, `undefined` where the value differs from tag to tag. */
  readonly environment: ReadonlyMap<string, string | undefined>;
  /** Whether it may set variables that `environment` does not list. */
  readonly setsOthers: boolean;
  /** Whether its containers are known to start in `/` as root. */
  readonly isPlain: boolean;
  readonly files: FileTree;
}

export const scratch: BaseImage = {
  environment: new Map([['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']]),
  setsOthers: false,
  isPlain: true,
  files: FileTree.empty,
};

const unknownImage: BaseImage = {
  environment: new Map([['PATH', undefined]]),
  setsOthers: true,
  isPlain: false,
  files: new FileTree(openDirectory),
};

/** @param reference expanded, as the builder would pull it. */
export function baseImageOf(reference: string): BaseImage {
  const { registry, repository, tag = 'latest' } = parseImageReference(reference) ?? {};
  const isOfficial = registry === 'docker.io' && repository === 'library/python';
  return isOfficial && !/onbuild|windows|nanoserver/.test(tag) ? python : unknownImage;
}

/** The folders that Alpine and Debian have at the top, as far as nobody knows what is in them. */
const systemFolders =
  'bin boot dev etc lib lib32 lib64 libx32 media proc root run sbin sys usr var'.split(' ');

/**
 * The official `python` images, whatever their tag: Alpine or Debian with
 * Python below `/usr/local`. Folders for people's own files are empty there.
 */
const python: BaseImage = {
  environment: new Map([
    ['PATH', '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ...['LANG', 'GPG_KEY', 'PYTHON_VERSION', 'PYTHON_SHA256'].map(
      (name) => [name, undefined] as const,
    ),
  ]),
  setsOthers: false,
  isPlain: true,
  files: new FileTree(
    directoryOf(
      {
        ...Object.fromEntries(systemFolders.map((name): [string, FileNode] => [name, unknown])),
        ...folders(openDirectory, 'etc', 'root', 'var'),
        ...folders(emptyDirectory, 'home', 'mnt', 'opt', 'srv', 'tmp'),
        usr: directoryOf({ src: emptyDirectory, local: openDirectory }, 'unknown'),
      },
      'absent',
    ),
  ),
};

function folders(directory: Directory, ...names: readonly string[]): Record<string, FileNode> {
  return Object.fromEntries(names.map((name) => [name, directory]));
}
