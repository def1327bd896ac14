/** One entry below the folder of a submission, seen without following links. */
export interface ContextEntry {
  /** Relative to the folder, `/` between parts, no leading `./`. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'special';
  /** Bytes; 0 for what is no file. */
  readonly size: number;
  /** Permission bits, `mode & 0o777`. */
  readonly mode: number;
  /** Of a symlink, as stored. */
  readonly linkTarget?: string;
}

/**
 * What the builder may take files from. `entries` holds the whole folder,
 * sorted by path; what is below a folder that `.dockerignore` leaves out may
 * be missing. `ignoreFile` is the text of `.dockerignore` (or of
 * `Dockerfile.dockerignore`, which wins), absent where there is none.
 */
export interface BuildContext {
  readonly entries: readonly ContextEntry[];
  readonly ignoreFile?: { readonly name: string; readonly text: string };
}
