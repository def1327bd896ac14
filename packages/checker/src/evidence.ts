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
  | {
      readonly kind: 'built';
      readonly imageId: string;
      readonly config: ImageConfig;
      /** Whether an image that is this one was there before, and which; absent where nobody looked. */
      readonly before?: StoredImage | 'none';
    }
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

/** An image as the learner's engine lists it. */
export interface StoredImage {
  readonly imageId: string;
  /** Each `repository:tag`; empty where it has no name. */
  readonly names: readonly string[];
}

/** One instruction in an image's history. */
export interface HistoryEntry {
  /** As the builder wrote it, evaluated: `WORKDIR /app`, `RUN pip install flask`. */
  readonly text: string;
  /** Seconds since 1970. */
  readonly created: number;
}

export type TagEvidence =
  /** The tag is an image that the present Dockerfile builds, with the digests of its layers. */
  | { readonly kind: 'current'; readonly imageId: string; readonly layers: readonly string[] }
  /** `others` is what the engine has, `present` the names of the image that the present Dockerfile builds. */
  | {
      readonly kind: 'missing';
      readonly others: readonly string[];
      readonly present: readonly string[];
    }
  | OtherImage;

/** The tag is another image than the present Dockerfile builds. */
export interface OtherImage {
  readonly kind: 'other-image';
  readonly imageId: string;
  /** ISO 8601, where the engine knows it. */
  readonly createdAt?: string;
  /** What its containers start. */
  readonly command: readonly string[];
  /** Names of the image that the present Dockerfile builds. */
  readonly present: readonly string[];
  /** Of this image, oldest first. */
  readonly history: readonly HistoryEntry[];
  /** Of the image that the present Dockerfile builds, by the same builder. */
  readonly presentHistory: readonly HistoryEntry[];
  /** Paths of copied files that are not the same in the two, as far as that was looked at. */
  readonly changedFiles: readonly string[];
}

export type ProbeEvidence =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The first bytes of the body as text, at most 64 KiB. */
      readonly body: string;
      /** What it answered when it was asked again, where that was something else. */
      readonly others?: readonly { readonly status: number; readonly body: string }[];
      /** The last lines of the container's output, where a status is an error. */
      readonly log?: readonly string[];
    }
  | (UnansweredEvidence &
      (
        | { readonly kind: 'exited'; readonly exitCode: number; readonly outOfMemory: boolean }
        /** Runs, and port 8000 takes no connection; `listening` is what its processes do listen on. */
        | { readonly kind: 'refused'; readonly listening: readonly ListeningSocket[] | 'unknown' }
        /** Takes the connection and sends no complete answer before the deadline. */
        | { readonly kind: 'slow'; readonly waitedMs: number }
        /** Sends something that is no HTTP; `received` its first bytes as text. */
        | { readonly kind: 'not-http'; readonly received: string }
      ));

interface UnansweredEvidence {
  /** How often it had answered well before that; absent where never. */
  readonly answeredBefore?: number;
  /** The last lines of the container's output, oldest first. */
  readonly log: readonly string[];
}

export interface ListeningSocket {
  /** `0.0.0.0`, `127.0.0.1`, `::`, `::1`, … */
  readonly address: string;
  readonly port: number;
}
