import { randomBytes } from 'node:crypto';
import type { StoredImage, Submission, TagEvidence } from '@kit/checker';
import type { ImagePlan } from '@kit/dockerfile';
import {
  buildImage,
  imageHistory,
  imageLabels,
  listImages,
  obtainEngine,
  openImage,
  removeBuild,
  requireIsolation,
  runAndProbe,
  standInLabel,
  sweepLeftovers,
  watchPulse,
} from '@kit/harness';
import type {
  BuildOutcome,
  BuildProgress,
  BuildRequest,
  Built,
  Engine,
  Isolation,
  ProbeOutcome,
  ReadArchive,
} from '@kit/harness';
import { layersOf } from './image-layers.ts';
import { lookAtImages } from './learner-images.ts';
import type { ImageLayer } from './report.ts';

/** What an engine is asked about one submission; every answer is asked for at most once. */
export interface EngineSession {
  readonly engine: Engine;
  /** What holds the submission there. */
  readonly isolation: Isolation;
  /** The image that the kit's own stand-in took the place of, where one was built on. */
  readonly standIn: string | undefined;
  build(): Promise<BuildOutcome>;
  /**
   * The image where it was there before that build; `undefined` where that means nothing.
   * Only after a build that came to its end, as all below.
   */
  findOwnImage(): Promise<StoredImage | 'none' | undefined>;
  inspectTag(tag: string): Promise<TagEvidence>;
  probe(port: number, path: string): Promise<ProbeOutcome>;
  /** What the instructions of the image and of its base put in it, lowest first. */
  readLayers(): Promise<readonly ImageLayer[]>;
  /** Opens the files of the image. */
  readImage<Result>(use: (read: ReadArchive) => Promise<Result>): Promise<Result>;
  /** Removes what the session made, and nothing else. */
  close(): Promise<void>;
}

export interface SessionRequest {
  readonly submission: Submission;
  readonly plan: ImagePlan;
  readonly signal: AbortSignal;
  readonly onBuild: (progress: BuildProgress) => void;
  readonly onNote: (text: string) => void;
}

/**
 * Finds an engine for a submission.
 * @throws where there is none, or it does not answer; see `faultOf`.
 */
export type OpenSession = (request: SessionRequest) => Promise<EngineSession>;

export interface SessionOptions {
  /** The kit plays the learner: it builds with tags too, in a repository of its own. */
  readonly playsLearner: boolean;
  /** Asked where this machine has no engine and the kit could get one of its own. */
  readonly mayStartPrivateEngine: () => Promise<boolean>;
}

/** A laptop that is busy building may keep an engine from answering for a while. */
const silenceMs = 60_000;

/**
 * Opens a session on the engine of this machine.
 * @throws EngineUnavailableError where there is none; EngineError where it fails.
 */
export async function openEngineSession(
  { submission, plan, signal, onBuild, onNote }: SessionRequest,
  { playsLearner, mayStartPrivateEngine }: SessionOptions,
): Promise<EngineSession> {
  const engine = await obtainEngine({ mayStartPrivateEngine, signal, onProgress: onNote });
  const isolation = await requireIsolation(engine, 'learner');
  await sweepLeftovers(engine);
  const listed = (await listImages(engine)).filter(({ owner }) => owner === undefined);
  const request: BuildRequest = {
    directory: submission.path,
    context: submission.context,
    dockerfile: submission.dockerfile.kind === 'missing' ? '' : submission.dockerfile.name,
    // Without a label of its own it would be the image of whoever builds the same, and be
    // removed with ours. The classic builder would make a layer of it.
    ...((engine.hasBuildKit || playsLearner) && { labels: imageLabels() }),
    signal,
    onProgress: onBuild,
  };
  const images = lookAtImages({ engine, listed, plan, build: request });
  const ownRepository = `docker-workshop-kit-${randomBytes(6).toString('hex')}`;
  const ownTags: string[] = [];
  const made: BuildOutcome[] = [];
  let built: Built | undefined;

  function image(): Built {
    if (built === undefined) throw new Error('There is no image yet.');
    return built;
  }

  return {
    engine,
    isolation,
    get standIn() {
      return built === undefined ? engine.standIn : built.config.Labels?.[standInLabel];
    },
    async build() {
      using pulse = watchPulse(engine, silenceMs);
      const outcome = await pulse.during((silent) =>
        buildImage(engine, { ...request, signal: AbortSignal.any([signal, silent]) }),
      );
      made.push(outcome);
      if (outcome.kind === 'built') built = outcome;
      return outcome;
    },
    async findOwnImage() {
      return playsLearner ? undefined : images.findOwn(image());
    },
    async inspectTag(tag) {
      if (!playsLearner) return images.inspectTag(tag, image());
      const ownTag = tag.replace(/^[^:]*/, ownRepository);
      ownTags.push(ownTag);
      await buildImage(engine, { ...request, tag: ownTag });
      return images.inspectTag(ownTag, image());
    },
    probe: (port, path) => runAndProbe(engine, { imageId: image().imageId, port, path, signal }),
    async readLayers() {
      return layersOf(await imageHistory(engine, image().imageId), plan);
    },
    readImage: (use) => openImage(engine, image().imageId, use),
    async close() {
      const kept = new Set(listed.map(({ imageId }) => imageId));
      for (const outcome of [...made, ...images.made]) {
        await removeBuild(engine, outcome, kept, ownTags);
      }
    },
  };
}
