import path from 'node:path';
import type { BuildContext, ImageConfig } from '@kit/dockerfile';
import { packContext } from './build-context/archive.ts';
import { openBuildSession } from './build-context/session.ts';
import { BuildLog } from './build-log.ts';
import type { FailedPlace } from './build-failure.ts';
import { explainFailure, instructionsOf, lineOf } from './build-failure.ts';
import { BuildReader } from './build-reader.ts';
import { refuseBundledBase } from './bundled-base.ts';
import { withDeadline } from './deadline.ts';
import { askEngine } from './engine-request.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';
import { withoutOwnLabel } from './labels.ts';
import { provideBaseImages } from './private-engine/provide-base-images.ts';
import { settleAbort } from './settled-abort.ts';

export type Builder = 'buildkit' | 'classic';

export interface BuildRequest {
  /** Absolute path of the folder that `context` lists. */
  readonly directory: string;
  readonly context: BuildContext;
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  /** What is sent in the place of files of the context, by path; BuildKit only, and not for the Dockerfile that it builds by. */
  readonly replaced?: ReadonlyMap<string, Buffer>;
  /** `name:tag` to give the image; none by default. */
  readonly tag?: string;
  /** Added to the image's own: with labels of its own it is no other's image. */
  readonly labels?: Readonly<Record<string, string>>;
  /** What RUN reaches; the network of any container by default. */
  readonly network?: 'none';
  /** By which RUN reaches others, `http://10.0.0.1:3128`; it is no part of the image. */
  readonly proxy?: string;
  /** Makes every layer anew. */
  readonly noCache?: boolean;
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
  /** Ids of what the classic builder made or used on the way; to be removed where that was not there before. */
  readonly intermediate: readonly string[];
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
  /** As of an image that was built. */
  readonly intermediate: readonly string[];
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
  // Docker Engine 26.1 crashes where there is nothing but ARG.
  const instructions = await instructionsOf(request);
  if (!instructions.some(({ keyword }) => keyword === 'FROM')) {
    const message = 'no build stage in the Dockerfile: it has no FROM';
    const nothing = { intermediate: [], log: [] };
    return { kind: 'failed', message, builder, ...nothing, durationMs: since(started) };
  }
  const pull = (text: string) => onProgress?.({ kind: 'pull', text });
  const bases = instructions.filter(({ keyword }) => /^(FROM|ARG)$/.test(keyword));
  await provideBaseImages(
    engine,
    bases.map(({ argument }) => argument.text),
    pull,
    signal,
  );
  const settled = signal && settleAbort(signal);
  const reader = new BuildReader(log, (event) => {
    if (event.kind === 'instruction') settled?.started();
    onProgress?.(event);
  });
  try {
    const build = builder === 'buildkit' ? buildWithBuildKit : buildClassically;
    await build(engine, request, reader, settled?.signal);
    signal?.throwIfAborted();
    if (reader.error === undefined && reader.imageId !== undefined) {
      const image = await describeImage(engine, reader.imageId);
      const { intermediate } = reader;
      const details = { builder, intermediate, log: log.lines(), durationMs: since(started) };
      return { kind: 'built', ...image, ...details };
    }
  } catch (error) {
    signal?.throwIfAborted();
    const refusal = refusalOf(error, request);
    if (refusal === undefined) throw engineErrorOf(error, 'building the image');
    reader.error = refusal;
  }
  const message = reader.error ?? 'The engine ended the build without an image.';
  const place: FailedPlace | undefined = reader.failedPlace();
  const lines = reader.failedLog() ?? log.lines();
  const failure = explainFailure(engine, message, lines);
  const froms = instructions.filter(({ keyword }) => keyword === 'FROM');
  await refuseBundledBase(
    engine,
    froms.flatMap(({ words: [base] }) => base?.text ?? []),
    lines,
  );
  const line = await lineOf(request, message, place);
  return {
    kind: 'failed',
    ...failure,
    ...(line === undefined ? {} : { line }),
    builder,
    intermediate: reader.intermediate,
    log: lines.slice(-50),
    durationMs: since(started),
  };
}

async function buildWithBuildKit(
  engine: Engine,
  request: BuildRequest,
  reader: BuildReader,
  signal: AbortSignal | undefined,
): Promise<void> {
  const session = await openBuildSession(engine, request);
  try {
    const answer = await askEngine<NodeJS.ReadableStream>(engine, {
      path: '/build',
      query: { version: '2', remote: 'client-session', session: session.id, ...queryOf(request) },
      signal,
    });
    await reader.readAll(answer);
    if (session.error !== undefined) throw session.error;
  } finally {
    session.close();
  }
}

async function buildClassically(
  engine: Engine,
  request: BuildRequest,
  reader: BuildReader,
  signal: AbortSignal | undefined,
): Promise<void> {
  const archive = packContext(request.directory, request.context, request.dockerfile);
  const stream = await engine.client.buildImage(archive, {
    version: '1',
    ...queryOf(request),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  });
  await reader.readAll(stream);
}

function queryOf({ dockerfile, tag, labels, network, proxy, noCache }: BuildRequest) {
  return {
    dockerfile,
    rm: true,
    forcerm: true,
    ...(tag !== undefined && { t: tag }),
    ...(labels !== undefined && { labels }),
    ...(network !== undefined && { networkmode: network }),
    ...(proxy !== undefined && { buildargs: proxyArguments(proxy) }),
    ...(noCache === true && { nocache: true }),
  };
}

/** Predefined arguments: they are there without an ARG, and neither in the image nor in what names a layer. */
function proxyArguments(proxy: string) {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  return Object.fromEntries(names.map((name) => [name, proxy]));
}

/** What stops a build before it has any output, and is the submission's own fault. */
function refusalOf(error: unknown, { directory }: BuildRequest): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const {
    code,
    path: file,
    statusCode,
    json,
  } = error as NodeJS.ErrnoException & {
    readonly statusCode?: number;
    readonly json?: { readonly message?: string } | null;
  };
  if (code === 'EACCES' && file !== undefined) {
    return `open ${path.relative(directory, file)}: permission denied`;
  }
  // A Dockerfile that cannot be parsed is answered with an HTTP status.
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
    config: withoutOwnLabel(found.Config as unknown as ImageConfig),
    layers: found.RootFS.Layers ?? [],
  };
}

function since(started: number): number {
  return Math.round(performance.now() - started);
}
