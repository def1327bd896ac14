import type { BuildContext, ImageConfig } from '@kit/dockerfile';
import type Dockerode from 'dockerode';
import { BuildLog } from './build-log.ts';
import type { FailedPlace } from './build-failure.ts';
import { explainFailure, lineOf } from './build-failure.ts';
import { BuildReader } from './build-reader.ts';
import { packContext } from './context-archive.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';
import { settleAbort } from './settled-abort.ts';

export type Builder = 'buildkit' | 'classic';

export interface BuildRequest {
  /** Absolute path of the folder that `context` lists. */
  readonly directory: string;
  readonly context: BuildContext;
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  /** `name:tag` to give the image; none by default. */
  readonly tag?: string;
  /** The one that the engine prefers, by default. */
  readonly builder?: Builder;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: BuildProgress) => void;
}

export type BuildProgress =
  /** An instruction starts; `number` of `total`, `text` as the engine shows it. */
  | {
      readonly kind: 'instruction';
      readonly number: number;
      readonly total: number;
      readonly text: string;
    }
  | {
      readonly kind: 'cached';
      readonly number: number;
      readonly total: number;
      readonly text: string;
    }
  | { readonly kind: 'output'; readonly line: string }
  | { readonly kind: 'pull'; readonly text: string };

export interface Built {
  readonly kind: 'built';
  readonly imageId: string;
  readonly sizeBytes: number;
  /** As the engine reports it. */
  readonly config: ImageConfig;
  /** Digests of its layers, lowest first. */
  readonly layers: readonly string[];
  readonly builder: Builder;
  /** The last lines of the build's output, oldest first. */
  readonly log: readonly string[];
  readonly durationMs: number;
}

export interface BuildFailed {
  readonly kind: 'failed';
  /** The engine's own last word, one line. */
  readonly message: string;
  /** Line of the Dockerfile, from 1, where it can be told. */
  readonly line?: number;
  /** Exit code of the RUN that failed. */
  readonly exitCode?: number;
  readonly builder: Builder;
  /** The last lines that the failing instruction wrote; of the whole build where none is known. */
  readonly log: readonly string[];
  readonly durationMs: number;
}

export type BuildOutcome = Built | BuildFailed;

/**
 * Builds an image as `docker build` would, through the engine's API.
 *
 * @returns `failed` where the Dockerfile or what it runs is at fault.
 * @throws EngineError where the machine is: engine, disk, registry, network.
 * @throws the signal's reason once it is aborted; the engine stops building then.
 */
export async function buildImage(engine: Engine, request: BuildRequest): Promise<BuildOutcome> {
  const started = performance.now();
  const builder = request.builder ?? (engine.hasBuildKit ? 'buildkit' : 'classic');
  const log = new BuildLog();
  const { signal, onProgress } = request;
  signal?.throwIfAborted();
  const settled = signal && settleAbort(signal);
  const reader = new BuildReader(log, (event) => {
    if (event.kind === 'instruction') settled?.started();
    onProgress?.(event);
  });
  try {
    const stream = await engine.client.buildImage(
      packContext(request.directory, request.context, request.dockerfile),
      optionsOf(request, builder, settled?.signal),
    );
    await reader.readAll(stream);
    signal?.throwIfAborted();
    if (reader.error === undefined && reader.imageId !== undefined) {
      const image = await describeImage(engine, reader.imageId);
      return { kind: 'built', ...image, builder, log: log.lines(), durationMs: since(started) };
    }
  } catch (error) {
    signal?.throwIfAborted();
    const refusal = refusalOf(error);
    if (refusal === undefined) throw engineErrorOf(error, 'building the image');
    reader.error = refusal;
  }
  const message = reader.error ?? 'The engine ended the build without an image.';
  const place: FailedPlace | undefined = reader.failedPlace();
  const lines = reader.failedLog() ?? log.lines();
  const failure = explainFailure(engine, message, lines);
  const line = await lineOf(request, message, place);
  return {
    kind: 'failed',
    ...failure,
    ...(line === undefined ? {} : { line }),
    builder,
    log: lines.slice(-50),
    durationMs: since(started),
  };
}

function optionsOf(
  { dockerfile, tag }: BuildRequest,
  builder: Builder,
  signal: AbortSignal | undefined,
): Dockerode.ImageBuildOptions {
  return {
    dockerfile,
    rm: true,
    forcerm: true,
    version: builder === 'buildkit' ? '2' : '1',
    ...(tag === undefined ? {} : { t: tag }),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  };
}

/** A Dockerfile that cannot be parsed is answered with an HTTP status, before any output. */
function refusalOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode, json } = error as Error & {
    readonly statusCode?: number;
    readonly json?: { readonly message?: string } | null;
  };
  const message = json?.message ?? error.message;
  const isAboutFile = /dockerfile|parse|unknown instruction|build stage/i.test(message);
  return statusCode !== undefined && (statusCode === 400 || isAboutFile) ? message : undefined;
}

/** @throws EngineError */
export async function describeImage(
  engine: Engine,
  reference: string,
): Promise<Pick<Built, 'imageId' | 'sizeBytes' | 'config' | 'layers'>> {
  const found = await withDeadline(
    engine.client.getImage(reference).inspect(),
    'being asked for the image',
  );
  return {
    imageId: found.Id,
    sizeBytes: found.Size,
    config: found.Config as unknown as ImageConfig,
    layers: found.RootFS.Layers ?? [],
  };
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}
