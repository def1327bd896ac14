import type { BuildContext, ImageConfig } from '@kit/dockerfile';

export interface BuildRequest {
  /** Absolute path of the folder that `context` lists. */
  readonly directory: string;
  readonly context: BuildContext;
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  /** `name:tag` to give the image; none by default. */
  readonly tag?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: BuildProgress) => void;
}

export type BuildProgress =
  /** An instruction starts; `number` of `total`, `text` as the engine shows it. */
  | { readonly kind: 'instruction'; readonly number: number; readonly total: number; readonly text: string }
  | { readonly kind: 'cached'; readonly number: number; readonly total: number; readonly text: string }
  | { readonly kind: 'output'; readonly line: string }
  | { readonly kind: 'pull'; readonly text: string };

export interface Built {
  readonly kind: 'built';
  readonly imageId: string;
  readonly sizeBytes: number;
  /** As the engine reports it. */
  readonly config: ImageConfig;
  readonly builder: 'buildkit' | 'classic';
  readonly log: readonly string[];
  readonly durationMs: number;
}

export interface BuildFailed {
  readonly kind: 'failed';
  readonly message: string;
  readonly line?: number;
  readonly exitCode?: number;
  readonly builder: 'buildkit' | 'classic';
  readonly log: readonly string[];
  readonly durationMs: number;
}

export type BuildOutcome = Built | BuildFailed;
