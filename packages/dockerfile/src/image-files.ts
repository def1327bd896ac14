/** Where a file of the image comes from, as far as that is known without running anything. */
export type FileOrigin =
  /** `path` in the build context. */
  | { readonly kind: 'context'; readonly path: string }
  /** Written in the Dockerfile itself, in a here-document. */
  | { readonly kind: 'inline'; readonly content: string }
  | { readonly kind: 'directory' }
  /** It is there, its content is not known (made by RUN, fetched by ADD, or of another image). */
  | { readonly kind: 'made' };

/**
 * The file system of a stage: three answers, never a guess. `unknown` where
 * only a run can tell (a base image's own files, what a script left behind).
 */
export interface ImageFiles {
  /**
   * @param path absolute, any spelling (`/a/../b/` is `/b`); links in it are
   * followed, what it names itself is only with `followLast`.
   */
  at(path: string, options?: { readonly followLast: boolean }): FileOrigin | 'absent' | 'unknown';
  /** Every path whose origin is known, sorted. */
  paths(): readonly string[];
}
