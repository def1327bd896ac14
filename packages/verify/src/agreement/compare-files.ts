import { posix } from 'node:path';
import type { ImageConfig, StagePlan } from '@kit/dockerfile';
import type { ImageEntry } from '@kit/harness';
import { textsOf } from './written.ts';
import type { Written } from './written.ts';

/** The base image's own, of which nothing is said, and what the engine lays over every container. */
const systemFolders = new Set(
  '.dockerenv bin boot dev etc lib lib64 media mnt proc root run sbin sys tmp usr var'.split(' '),
);

/** All there is, or on a base image the folders at the top that the Dockerfile fills, and `/usr/src`. */
export function foldersOf({ files, base }: StagePlan): readonly string[] {
  if (base.kind === 'scratch') return ['/'];
  if (base.kind === 'stage' && foldersOf(base.stage).includes('/')) return ['/'];
  const tops = files.paths().map((path) => path.split('/')[1] ?? '');
  const own = tops.filter((top) => top !== '' && !systemFolders.has(top));
  return [...new Set(own), 'usr/src', 'srv', 'home'].map((folder) => `/${folder}`);
}

/**
 * Lays the files of the built image beside those of the plan.
 * @param tree what is in `foldersOf` the stage.
 * @returns what differs, a line a path.
 */
export function compareFiles(
  { files, config }: StagePlan,
  tree: ReadonlyMap<string, ImageEntry>,
  written: Written,
): readonly string[] {
  const texts = textsOf(written);
  const { links = {} } = written;
  const there = [...tree].flatMap(([path, entry]) => {
    const planned = isRead(path) ? files.at(path) : 'unknown';
    if (planned === 'unknown') return [];
    // A container has its working directory and folders for its volumes, whether the image has them or not.
    if (planned === 'absent' && isMadeAtStart(path, config)) return [];
    if (planned === 'absent') return [`${path}: the engine has it, the plan does not`];
    if (planned.kind === 'made') return [];
    if (planned.kind === 'directory') {
      return entry.kind === 'directory' ? [] : [`${path}: plan directory, engine ${entry.kind}`];
    }
    if (files.at(path, { followLast: true }) !== planned) {
      const expected = planned.kind === 'context' ? links[planned.path] : undefined;
      const found = entry.kind === 'symlink' ? entry.target : entry.kind;
      return found === expected ? [] : [`${path}: plan link to ${expected}, engine ${found}`];
    }
    const content =
      planned.kind === 'inline' ? planned.content : texts[resolved(planned.path, links)];
    if (entry.kind !== 'file') return [`${path}: plan file, engine ${entry.kind}`];
    const found = entry.content.toString();
    return found === content
      ? []
      : [`${path}: plan ${JSON.stringify(content)}, engine ${JSON.stringify(found)}`];
  });
  const missing = files
    .paths()
    .filter((path) => isRead(path) && !tree.has(path))
    .map((path) => `${path}: the plan has it, the engine does not`);
  return [...there, ...missing];
}

/** A path of the context without the links in it. */
function resolved(path: string, links: Readonly<Record<string, string>>): string {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const folder = parts.slice(0, count - 1).join('/');
    const target = links[posix.join(folder, parts[count - 1] ?? '')];
    if (target === undefined) continue;
    const rest = parts.slice(count).join('/');
    return resolved(posix.resolve('/', folder, target, rest).slice(1), links);
  }
  return path;
}

function isRead(path: string): boolean {
  const [, top = '', second] = path.split('/');
  return top !== '' && (!systemFolders.has(top) || (top === 'usr' && second === 'src'));
}

function isMadeAtStart(path: string, { Volumes = {}, WorkingDir = '/' }: ImageConfig): boolean {
  return [...Object.keys(Volumes), WorkingDir].some((folder) =>
    `${posix.resolve('/', folder)}/`.startsWith(`${path}/`),
  );
}
