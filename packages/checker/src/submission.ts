import type { BuildContext } from '@kit/dockerfile';

/** What stands in the place of the Dockerfile. */
export type DockerfileSource =
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  /** Nothing named Dockerfile; `similar` are names that were meant to be it (`dockerfile`, `Dockerfile.txt`). */
  | { readonly kind: 'missing'; readonly similar: readonly string[] }
  /** There, and no builder (or no grader) should read it; `reason` for people. */
  | {
      readonly kind: 'unusable';
      readonly name: string;
      readonly problem:
        | 'directory'
        | 'link-outside'
        | 'broken-link'
        | 'special-file'
        | 'unreadable'
        | 'binary'
        | 'utf-16'
        | 'too-large';
      readonly reason: string;
    };

/** A learner's folder, read once; everything after works on this value. */
export interface Submission {
  /** As the user named it. */
  readonly directory: string;
  /** Absolute, links resolved. */
  readonly path: string;
  readonly dockerfile: DockerfileSource;
  readonly context: BuildContext;
  /** What is in a small text file of the context, read when it is asked for; `undefined` where there is none. */
  readonly textOf: (path: string) => string | undefined;
  /** The first 512 bytes of a regular file of the context, read when they are asked for. */
  readonly headOf: (path: string) => Buffer | undefined;
  /** `sha256:…` over the Dockerfile and every file the builder may read: names, modes, contents. */
  readonly digest: string;
}
