import type { FileOrigin, ImageConfig } from '@kit/dockerfile';

/** What a real engine made of the submission; collected by the caller, judged here. */
export interface Evidence {
  readonly build?: BuildEvidence;
  /** Of the image that was built. */
  readonly image?: ImageEvidence;
  /** By `name:tag`, as `myapp:latest`. */
  readonly tags?: ReadonlyMap<string, TagEvidence>;
  readonly probe?: ProbeEvidence;
}

export type BuildEvidence =
  | { readonly kind: 'built'; readonly imageId: string; readonly config: ImageConfig }
  | {
      readonly kind: 'failed';
      /** The engine's own last word, one line. */
      readonly message: string;
      /** Line of the Dockerfile, from 1, where the engine names it. */
      readonly line?: number;
      /** Exit code of the RUN that failed. */
      readonly exitCode?: number;
      readonly builder?: 'buildkit' | 'classic';
      /** The last lines of the build's output, oldest first. */
      readonly log: readonly string[];
    };

/** What was read out of the image, of what checks want to know. */
export interface ImageEvidence {
  /** By absolute path; `made` where the content is no file's of the build context. */
  readonly files: ReadonlyMap<string, FileOrigin | 'absent'>;
  /** By requirements file. */
  readonly packages: ReadonlyMap<string, PackagesEvidence>;
}

export type PackagesEvidence =
  | { readonly kind: 'installed' }
  /** Python of the image looks in `folders`, and these are in none of them. */
  | {
      readonly kind: 'missing';
      readonly names: readonly string[];
      readonly folders: readonly string[];
    }
  /** They may lie where nobody looked, or the file names none. */
  | { readonly kind: 'unknown' };

export type TagEvidence =
  /** The tag is the image that the present Dockerfile builds. */
  | { readonly kind: 'current' }
  | { readonly kind: 'missing' }
  /** The tag is another image; `createdAt` ISO 8601, where the engine knows it. */
  | { readonly kind: 'other-image'; readonly imageId: string; readonly createdAt?: string };

export type ProbeEvidence =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The first bytes of the body as text, at most 64 KiB. */
      readonly body: string;
      /** The last lines of the container's output, where the status is an error. */
      readonly log?: readonly string[];
    }
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly outOfMemory: boolean;
      /** The last lines of the container's output, oldest first. */
      readonly log: readonly string[];
    }
  /** Runs, and port 8000 takes no connection; `listening` is what its processes do listen on. */
  | {
      readonly kind: 'refused';
      readonly listening: readonly ListeningSocket[] | 'unknown';
      readonly log: readonly string[];
    }
  /** Takes the connection and sends no complete answer before the deadline. */
  | { readonly kind: 'slow'; readonly waitedMs: number; readonly log: readonly string[] }
  /** Sends something that is no HTTP; `received` its first bytes as text. */
  | { readonly kind: 'not-http'; readonly received: string; readonly log: readonly string[] };

export interface ListeningSocket {
  /** `0.0.0.0`, `127.0.0.1`, `::`, `::1`, … */
  readonly address: string;
  readonly port: number;
}
