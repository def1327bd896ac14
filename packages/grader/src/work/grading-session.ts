import { createHash } from 'node:crypto';
import {
  buildImage,
  buildNetwork,
  EngineError,
  imageHistory,
  imageLabels,
  openImage,
  removeBuild,
  runAndProbe,
  watchFreeSpace,
  watchPulse,
} from '@kit/harness';
import type {
  BuildOutcome,
  BuildProgress,
  Built,
  Engine,
  Isolation,
  ProbeOutcome,
  ThrowAwayEngine,
} from '@kit/harness';
import { layersOf } from '@kit/verify';
import type { EngineSession, SessionRequest } from '@kit/verify';
import { buildDeadline } from './build-deadline.ts';
import type { BuildDeadline } from './build-deadline.ts';
import { endedBuild } from './ended-build.ts';
import { isFullEngine, refuseFullDisk, unlessItOnlySaysSo } from './full-disk.ts';
import { unlessThereIsNone } from './missing-base.ts';

/** What gradings side by side have in common. */
export interface SharedWork {
  readonly engine: Engine;
  /** What containers of an image answered, by what is in the image. */
  readonly answers: Map<string, Promise<ProbeOutcome>>;
  /** Images that were there before grading began: never removed. */
  readonly kept: ReadonlySet<string>;
  /** Milliseconds that one build may take. */
  readonly buildMs: number;
  readonly isolation: Isolation;
  /** Set where the engine was made for this grading, and is thrown away with it. */
  readonly own?: ThrowAwayEngine;
  /** Ends an engine that was made for a while, and tells what is left of it. */
  readonly discard: (own: ThrowAwayEngine) => Promise<void>;
  /** What a RUN reaches on an engine that is made for a grading; it has no other way out. */
  readonly packageHosts?: readonly string[];
  /** Where an engine for one submission runs containers; see `findSandbox`. */
  readonly sandbox?: string;
  /** See `GradingApp`. */
  readonly servingLine?: string;
}

/**
 * Opens a session for one submission on the grader's engine: no tags are looked
 * for, and the container of an image that another submission came to as well,
 * bit for bit, is not run a second time.
 *
 * @param purpose stands in the labels of all that is made: the job and its attempt.
 * @param onFault told where the engine failed on the way: no verdict then counts.
 */
export function openGradingSession(
  { submission, plan, signal, onBuild }: SessionRequest,
  { engine, answers, kept, buildMs, servingLine, own, isolation }: SharedWork,
  purpose: string,
  onFault: (fault: Error) => void,
): EngineSession {
  const { profile } = isolation;
  const pulse = watchPulse(engine);
  const made: BuildOutcome[] = [];
  let built: Built | undefined;
  const image = (): Built => {
    if (built === undefined) throw new Error('There is no image yet.');
    return built;
  };
  /** Judging goes on without it, and would come to another verdict than on another day. */
  const evidence = <Result>(read: () => Promise<Result>) =>
    pulse.during(read).catch((error: unknown) => {
      if (error instanceof EngineError && error.fault !== 'refused') onFault(error);
      throw error;
    });
  const { path: directory, context, dockerfile } = submission;
  const request = {
    directory,
    context,
    dockerfile: dockerfile.kind === 'missing' ? '' : dockerfile.name,
    // Without a label of its own it would be the image of whoever builds the same.
    ...(engine.hasBuildKit && { labels: imageLabels(purpose) }),
    ...buildNetwork(engine, profile, own),
    ...(dockerfile.kind === 'text' && !readsItself(dockerfile.text) && { replaced: placeholder }),
  };
  return {
    engine,
    isolation,
    standIn: engine.standIn,
    async build() {
      const missing = (await own?.bring(basesOf(plan))) ?? [];
      using watching = new DisposableStack();
      const disk = own?.disk ?? watching.use(await watchFreeSpace(engine));
      using deadline = buildDeadline(buildMs, servingLine);
      const onProgress = (progress: BuildProgress) => {
        deadline.observe(progress);
        onBuild(progress);
      };
      const outcome = await pulse
        .during((silent) =>
          withinTime(engine, deadline, AbortSignal.any([signal, silent, disk.full]), (stop) =>
            buildImage(engine, { ...request, onProgress, signal: stop }),
          ),
        )
        .catch((error: unknown) => {
          if (own === undefined) return unlessItOnlySaysSo(error, engine, disk);
          // Whose fault it is shows alone.
          if (isFullEngine(error)) onFault(error);
          return unlessThereIsNone(error, engine, missing, plan);
        });
      made.push(outcome);
      refuseFullDisk(outcome, disk);
      if (outcome.kind === 'built') built = outcome;
      return outcome;
    },
    findOwnImage: () => Promise.resolve(undefined),
    inspectTag: () => Promise.reject(new Error('Grading looks for no tags.')),
    async probe(port, path) {
      const { imageId } = image();
      const ask = () =>
        pulse.during((silent) => {
          const stop = AbortSignal.any([signal, silent]);
          return runAndProbe(engine, { imageId, port, path, profile, signal: stop, purpose });
        });
      // A machine that is busy for a moment decides nothing: what is no good answer is asked for again.
      const run = async () => {
        const first = await ask();
        return isGood(first) ? first : ask();
      };
      const content = contentOf(image(), port, path);
      const known = await answers.get(content)?.catch(() => undefined);
      // Only a good answer is every container's: a bad one may be of a moment.
      if (known !== undefined && isGood(known)) return known;
      const answer = run();
      answers.set(content, answer);
      return answer;
    },
    async readLayers() {
      return layersOf(await evidence(() => imageHistory(engine, image().imageId)), plan);
    },
    readImage: (use) => evidence(() => openImage(engine, image().imageId, use)),
    async close() {
      pulse[Symbol.dispose]();
      if (pulse.fault !== undefined) onFault(pulse.fault);
      // All of it goes with its engine.
      if (own?.disk.wasFull === true) return;
      for (const outcome of made) await removeBuild(engine, outcome, kept);
    },
  };
}

/**
 * `COPY . .` takes the Dockerfile along, and with it a remark or a space would make layers
 * of a learner's own out of those of all. Where no instruction can mean it, all have this one.
 */
const placeholder = new Map([['Dockerfile', Buffer.from('# The Dockerfile of the submission.\n')]]);

function readsItself(text: string): boolean {
  return text.split('\n').some((line) => !/^\s*#/.test(line) && /ockerfile/i.test(line));
}

/** Images that a build starts from; what `FROM` names by a variable that is not known is not among them. */
function basesOf({ stages }: SessionRequest['plan']): readonly string[] {
  return stages.flatMap(({ base }) => (base.kind === 'image' ? base.reference : []));
}

function isGood(outcome: ProbeOutcome): boolean {
  return outcome.kind === 'answered' && outcome.status < 400;
}

/** All that a container of an image starts from: what is only noted in an image has no part in it. */
function contentOf({ layers, config }: Built, port: number, path: string): string {
  const { Labels, ExposedPorts, Healthcheck, StopSignal, ...started } = config;
  return createHash('sha256')
    .update(JSON.stringify([layers, started, port, path]))
    .digest('hex');
}

/**
 * A build that does not end is the learner's.
 * @throws the signal's reason once it is aborted.
 */
async function withinTime(
  engine: Engine,
  deadline: BuildDeadline,
  signal: AbortSignal,
  build: (signal: AbortSignal) => Promise<BuildOutcome>,
): Promise<BuildOutcome> {
  const started = performance.now();
  try {
    return await build(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (!deadline.signal.aborted) throw error;
    return endedBuild(engine, deadline.reason(), Math.round(performance.now() - started));
  }
}
