import { posix } from 'node:path';

/** Where a file of the image comes from, as far as that is known without running anything. */
export type FileOrigin =
  /** `path` in the build context. */
  | { readonly kind: 'context'; readonly path: string }
  /** Written in the Dockerfile itself, in a here-document. */
  | { readonly kind: 'inline'; readonly content: string }
  | { readonly kind: 'directory' }
  /** It is there, its content is not known (made by RUN, fetched by ADD, or of another image). */
  | { readonly kind: 'made' };

export type FileAnswer = FileOrigin | 'absent' | 'unknown';

/**
 * The file system of a stage: three answers, never a guess. `unknown` where
 * only a run can tell (a base image's own files, what a script left behind).
 */
export interface ImageFiles {
  /** @param path absolute, any spelling (`/a/../b/` is `/b`). */
  at(path: string): FileAnswer;
  /** Every path whose origin is known, sorted. */
  paths(): readonly string[];
}

/** What is known of files that no instruction put there. */
export type BaseFiles = (path: string) => FileAnswer;

/**
 * The files after one instruction: its own changes over those before it.
 * Instructions add layers, nothing is copied, so a plan grows in proportion
 * to its file.
 */
export class FileLayer implements ImageFiles {
  readonly #below: FileLayer | BaseFiles;
  readonly #changes = new Map<string, FileAnswer>();
  /** Folders of which all that was below before is now this. */
  readonly #covered = new Map<string, 'absent' | 'unknown'>();
  /** Folders in which files may have come up that the plan does not know. */
  readonly #growing = new Set<string>();

  constructor(below: FileLayer | BaseFiles) {
    this.#below = below;
  }

  at(path: string): FileAnswer {
    return this.#look(absolute(path));
  }

  paths(): readonly string[] {
    const known = [...this.#known()].filter((path) => isThere(this.at(path)));
    return known.sort();
  }

  /** The paths below a folder that instructions put there, and whether those are all. */
  below(folder: string): { readonly paths: readonly string[]; readonly complete: boolean } {
    const top = absolute(folder);
    const prefix = top === '/' ? '/' : `${top}/`;
    const inside = [...this.#known()].filter((path) => path.startsWith(prefix));
    const paths = inside.filter((path) => isThere(this.at(path))).sort();
    const sample = `${prefix}any-other-name`;
    const unsure = this.at(sample) === 'unknown' || inside.some((path) => this.at(path) === 'unknown');
    return { paths, complete: !unsure };
  }

  /** Puts a file or folder there, with the folders above it. */
  put(path: string, origin: FileAnswer): void {
    const key = absolute(path);
    this.putFolder(posix.dirname(key));
    this.#changes.set(key, origin);
  }

  putFolder(path: string): void {
    for (let key = absolute(path); ; key = posix.dirname(key)) {
      const now = this.#look(key);
      if (now === 'unknown' || !isDirectory(now)) this.#changes.set(key, { kind: 'directory' });
      if (key === '/') return;
    }
  }

  /** Makes a path, and all that was below it, absent or unknown. */
  cover(path: string, answer: 'absent' | 'unknown'): void {
    const key = absolute(path);
    const prefix = key === '/' ? '/' : `${key}/`;
    for (const each of [...this.#changes.keys()]) {
      if (each.startsWith(prefix)) this.#changes.delete(each);
    }
    this.#changes.set(key, key === '/' ? { kind: 'directory' } : answer);
    this.#covered.set(key, answer);
  }

  /** Leaves what is known below a folder, and no longer says of anything else that it is absent. */
  mayMake(folder: string): void {
    this.#growing.add(absolute(folder));
  }

  #look(path: string): FileAnswer {
    let layer: FileLayer | BaseFiles = this;
    let mayHaveComeUp = false;
    while (layer instanceof FileLayer) {
      mayHaveComeUp ||= isBelowOneOf(path, layer.#growing);
      const change = layer.#changes.get(path) ?? layer.#coverOf(path);
      if (change !== undefined) return change === 'absent' && mayHaveComeUp ? 'unknown' : change;
      layer = layer.#below;
    }
    const answer = layer(path);
    return answer === 'absent' && mayHaveComeUp ? 'unknown' : answer;
  }

  #coverOf(path: string): 'absent' | 'unknown' | undefined {
    if (this.#covered.size === 0) return undefined;
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      const answer = this.#covered.get(folder);
      if (answer !== undefined) return answer;
      if (folder === '/') return undefined;
    }
  }

  #known(): ReadonlySet<string> {
    const known = new Set<string>();
    let layer: FileLayer | BaseFiles = this;
    while (layer instanceof FileLayer) {
      for (const path of layer.#changes.keys()) known.add(path);
      layer = layer.#below;
    }
    return known;
  }
}

function isBelowOneOf(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    if (folders.has(folder)) return true;
    if (folder === '/') return false;
  }
}

export function isDirectory(answer: FileAnswer): boolean {
  return typeof answer === 'object' && answer.kind === 'directory';
}

export function isThere(answer: FileAnswer): answer is FileOrigin {
  return typeof answer === 'object';
}

function absolute(path: string): string {
  return posix.resolve('/', path);
}
