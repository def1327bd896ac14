import { randomBytes } from 'node:crypto';
import {
  buildImage,
  inspectTag,
  keepImages,
  obtainEngine,
  removeImage,
  runAndProbe,
  standInLabel,
  sweepLeftovers,
} from '@kit/harness';
import type { BuildRequest, Built, Engine } from '@kit/harness';
import type { EngineSession, SessionRequest } from './session.ts';

export interface SessionOptions {
  /** The kit plays the learner: it builds with tags too, in a repository of its own. */
  readonly playsLearner: boolean;
  /** Asked where this machine has no engine and the kit could get one of its own. */
  readonly mayStartPrivateEngine: () => Promise<boolean>;
}

/**
 * Opens a session on the engine of this machine.
 * @throws EngineUnavailableError where there is none; EngineError where it fails.
 */
export async function openEngineSession(
  { submission, signal, onBuild, onNote }: SessionRequest,
  { playsLearner, mayStartPrivateEngine }: SessionOptions,
): Promise<EngineSession> {
  const engine = await obtainEngine({ mayStartPrivateEngine, signal, onProgress: onNote });
  await sweepLeftovers(engine);
  const kept = await keepImages(engine);
  const request: BuildRequest = {
    directory: submission.path,
    context: submission.context,
    dockerfile: submission.dockerfile.kind === 'missing' ? '' : submission.dockerfile.name,
    signal,
    onProgress: onBuild,
  };
  const ownRepository = `docker-workshop-kit-${randomBytes(6).toString('hex')}`;
  const ownTags: string[] = [];
  let built: Built | undefined;

  function image(): Built {
    if (built === undefined) throw new Error('There is no image yet.');
    return built;
  }

  return {
    engine,
    get standIn() {
      return built === undefined ? engine.standIn : built.config.Labels?.[standInLabel];
    },
    async build() {
      const outcome = await buildImage(engine, request);
      if (outcome.kind === 'built') built = outcome;
      return outcome;
    },
    async inspectTag(tag) {
      if (!playsLearner) return inspectTag(engine, tag, image(), request);
      const ownTag = tag.replace(/^[^:]*/, ownRepository);
      ownTags.push(ownTag);
      await buildImage(engine, { ...request, tag: ownTag });
      return inspectTag(engine, ownTag, image(), request);
    },
    probe: (port, path) => runAndProbe(engine, { imageId: image().imageId, port, path, signal }),
    close: () => closeImages(engine, built, kept, ownTags),
  };
}

async function closeImages(
  engine: Engine,
  built: Built | undefined,
  kept: ReadonlySet<string>,
  ownTags: readonly string[],
): Promise<void> {
  if (built !== undefined) await removeImage(engine, built.imageId, kept, ownTags);
}
