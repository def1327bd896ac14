import type {
  Availability,
  Evidence,
  Goal,
  ProbeEvidence,
  Step,
  Submission,
  Unavailable,
} from '@kit/checker';
import type { ImagePlan } from '@kit/dockerfile';
import type { Built, ProbeOutcome } from '@kit/harness';
import type { EngineSession, OpenSession } from './engine-session.ts';
import { faultOf } from './fault.ts';
import { readImageEvidence } from './image-evidence.ts';
import type { Observer } from './observer.ts';
import type { ImageLayer, Report } from './report.ts';

const engineGoals: readonly Goal[] = ['build', 'tag', 'serve'];

export interface CollectorRequest {
  readonly submission: Submission;
  readonly plan: ImagePlan;
  /** Goals that this run does not judge. */
  readonly availability: Availability;
  readonly openSession: OpenSession;
}

/**
 * Asks an engine step by step: each question once, and none that no step waits
 * for. The engine itself is looked for at the first question.
 */
export class EvidenceCollector {
  readonly #request: CollectorRequest;
  readonly #observer: Observer;
  readonly #signal: AbortSignal;
  #availability: Availability;
  #evidence: Evidence = {};
  #session: EngineSession | undefined;
  #built: Built | undefined;
  #layers: readonly ImageLayer[] | undefined;
  #probe: ProbeOutcome | undefined;

  constructor(request: CollectorRequest, observer: Observer, signal: AbortSignal) {
    this.#request = request;
    this.#observer = observer;
    this.#signal = signal;
    this.#availability = request.availability;
  }

  /** What is known so far. */
  get evidence(): Evidence {
    return this.#evidence;
  }

  /** What cannot be judged, as far as that is known. */
  get availability(): Availability {
    return this.#availability;
  }

  /** True where an engine may tell what the step needs. */
  canCollect({ goal }: Step): boolean {
    return engineGoals.includes(goal) && this.#availability[goal] === undefined;
  }

  /**
   * Finds an engine for the step, at the first one; where there is none, its
   * goals turn unavailable.
   * @throws the signal's reason once it is aborted.
   */
  async open(step: Step): Promise<void> {
    this.#signal.throwIfAborted();
    this.#observer({ kind: 'working', step });
    await this.#orUnavailable(async () => {
      this.#session ??= await this.#openSession();
    });
  }

  /**
   * Adds what the step needs to the evidence, where there is an engine; where
   * that fails, its goals turn unavailable.
   * @throws the signal's reason once it is aborted.
   */
  async collect(step: Step): Promise<void> {
    const session = this.#session;
    if (session !== undefined) await this.#orUnavailable(() => this.#ask(step, session));
  }

  /**
   * Adds the image's layers, and what checks want to know of its files, once there is an image.
   * Where they cannot be read the plan's word stands, and the observer is told.
   * @throws the signal's reason once it is aborted.
   */
  async readImage(steps: readonly Step[]): Promise<void> {
    const [session, built] = [this.#session, this.#built];
    if (session === undefined || built === undefined) return;
    const { submission } = this.#request;
    try {
      this.#layers = await session.readLayers();
      const image = await session.readImage((read) =>
        readImageEvidence(read, submission, built.config, steps),
      );
      this.#evidence = { ...this.#evidence, image };
    } catch (error) {
      this.#signal.throwIfAborted();
      const text = `What is in the image could not be read: ${faultOf(error).reason}`;
      this.#observer({ kind: 'note', text });
    }
  }

  /** What the report says of the engine's work. */
  summarize(): Pick<Report, 'engine' | 'isolation' | 'image' | 'probe'> {
    const [session, built, probe] = [this.#session, this.#built, this.#probe];
    return {
      ...(session !== undefined && {
        engine: {
          name: session.engine.name,
          version: session.engine.version,
          ...(session.standIn !== undefined && { standIn: session.standIn }),
          ...(session.engine.howToUseDocker !== undefined && {
            howToUseDocker: session.engine.howToUseDocker,
          }),
        },
        isolation: session.isolation,
      }),
      ...(built !== undefined && {
        image: {
          // The learner's own, where there is one: that of the kit is gone by then.
          id: this.#ownImageId() ?? built.imageId,
          sizeBytes: built.sizeBytes,
          config: built.config,
          ...(this.#layers !== undefined && { layers: this.#layers }),
        },
      }),
      ...(probe !== undefined && {
        probe: {
          url: probe.url,
          ...(probe.kind === 'answered' && { status: probe.status }),
          durationMs: probe.durationMs,
        },
      }),
    };
  }

  /**
   * Removes what was made in the engine; what cannot be removed is told to the
   * observer.
   * @throws Error where nobody listens to it any more, after an abort.
   */
  async close(): Promise<void> {
    try {
      await this.#session?.close();
    } catch (error) {
      const text = `What was made in the engine could not be removed: ${faultOf(error).reason}`;
      if (this.#signal.aborted) throw new Error(text, { cause: error });
      this.#observer({ kind: 'note', text });
    }
  }

  #ownImageId(): string | undefined {
    const { build } = this.#evidence;
    const before = build?.kind === 'built' ? build.before : undefined;
    return typeof before === 'object' ? before.imageId : undefined;
  }

  async #orUnavailable(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#signal.throwIfAborted();
      const fault: Unavailable = { status: 'error', ...faultOf(error) };
      this.#availability = { build: fault, tag: fault, serve: fault, ...this.#availability };
    }
  }

  async #ask(step: Step, session: EngineSession): Promise<void> {
    if (this.#evidence.build === undefined) {
      const outcome = await session.build();
      if (outcome.kind === 'built') this.#built = outcome;
      const before = outcome.kind === 'built' ? await session.findOwnImage() : undefined;
      const build = { ...outcome, ...(before !== undefined && { before }) };
      this.#evidence = { ...this.#evidence, build };
    }
    if (this.#built === undefined) return;
    for (const { wants } of step.checks) {
      if (wants?.kind === 'tag') {
        const found = await session.inspectTag(wants.tag);
        const tags = new Map(this.#evidence.tags).set(wants.tag, found);
        this.#evidence = { ...this.#evidence, tags };
      } else if (wants?.kind === 'probe') {
        this.#probe = await session.probe(wants.port, wants.path);
        this.#evidence = { ...this.#evidence, probe: probeEvidence(this.#probe) };
      }
    }
  }

  #openSession(): Promise<EngineSession> {
    return this.#request.openSession({
      submission: this.#request.submission,
      plan: this.#request.plan,
      signal: this.#signal,
      onBuild: (progress) => this.#observer({ kind: 'build', progress }),
      onNote: (text) => this.#observer({ kind: 'note', text }),
    });
  }
}

/** What a check may know of a probe: not where the engine published the port, nor how long it took. */
function probeEvidence({ url, durationMs, ...rest }: ProbeOutcome): ProbeEvidence {
  return rest;
}
