import { readSubmission } from '@kit/checker';
import type { Workshop } from '@kit/checker';

export type RunningApp =
  | {
      readonly kind: 'running';
      /** `http://127.0.0.1:8000` */
      readonly url: string;
      /** Of the submission that it was built from. */
      readonly digest: string;
      /** Resolves when its first process ends. */
      readonly exited: Promise<unknown>;
      /** Ends it, and removes what was made for it. */
      readonly stop: () => Promise<void>;
    }
  | {
      readonly kind: 'failed';
      readonly message: string;
      /** The engine's: of the build that failed, of the container that ended. */
      readonly lines: readonly string[];
      readonly digest: string;
    };

/**
 * Builds the folder's image, as it is now, and runs it for the learner to look
 * at in a browser: on the port that the workshop names where that is free.
 * @throws SubmissionError; EngineUnavailableError, EngineError; the signal's reason.
 */
export async function runApp(
  { steps }: Workshop,
  directory: string,
  signal: AbortSignal,
): Promise<RunningApp> {
  const wanted = steps.flatMap(({ checks }) => checks).map(({ wants }) => wants);
  const port = wanted.find((each) => each?.kind === 'probe')?.port ?? 8000;
  const { path, dockerfile, context, digest } = await readSubmission(directory);
  if (dockerfile.kind === 'missing') {
    const message = 'There is no `Dockerfile` yet, and so nothing to build and run.';
    return { kind: 'failed', message, lines: [], digest };
  }
  // It takes longer to load than all the rest, and is not wanted before.
  const { buildImage, connectEngine, imageLabels, keepImages, removeBuild, serveImage } =
    await import('@kit/harness');
  const engine = await connectEngine();
  const kept = await keepImages(engine);
  const built = await buildImage(engine, {
    directory: path,
    context,
    dockerfile: dockerfile.name,
    labels: imageLabels(),
    signal,
  });
  const cleanUp = () => removeBuild(engine, built, kept);
  if (built.kind === 'failed') {
    await cleanUp();
    return { kind: 'failed', message: built.message, lines: built.log, digest };
  }
  const { imageId } = built;
  try {
    const served = await serveImage(engine, { imageId, port, hostPort: port, signal });
    if (served.kind === 'running') {
      return { ...served, digest, stop: () => served.stop().then(cleanUp) };
    }
    await cleanUp();
    const message = 'The container ended before it answered.';
    return { kind: 'failed', message, lines: served.log, digest };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
