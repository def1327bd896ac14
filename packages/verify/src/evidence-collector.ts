import type {
  Availability,
  Evidence,
  Goal,
  ProbeEvidence,
  Step,
  Submission,
  Unavailable,
} from '@kit/checker';
import type { Built, ProbeOutcome } from '@kit/harness';
import { faultOf } from './fault.ts';
import type { Observer } from './observer.ts';
import type { Report } from './report.ts';
import type { EngineSession, OpenSession } from './engine-session.ts';

const engineGoals: readonly Goal[] = ['build', 'tag', 'serve'];

/** Asks an engine step by step: each question once, and none that no step waits for. */
export interface EvidenceCollector {
  /** What is known so far. */
  readonly evidence: Evidence;
  /** What cannot be judged, as far as that is known. */
  readonly availability: Availability;
  /** True where an engine may tell what the step needs. */
  canCollect(step: Step): boolean;
  /** Adds what the step needs to the evidence; where the engine fails, its goals turn unavailable. */
  collect(step: Step): Promise<void>;
  /** What the report says of the engine's work. */
  summarize(): Pick<Report, 'engine' | 'image' | 'probe'>;
  /** Removes what was made in the engine. */
  close(): Promise<void>;
}

export interface CollectorRequest {
  readonly submission: Submission;
  /** Goals that this run does not judge. */
  readonly availability: Availability;
  readonly openSession: OpenSession;
}

/**
 * A collector that has asked nothing yet: the engine is looked for at the first question.
 * @param signal once aborted, `collect` throws its reason.
 */
export function createEvidenceCollector(
  request: CollectorRequest,
  observer: Observer,
  signal: AbortSignal,
): EvidenceCollector {
  let { availability } = request;
  let session: EngineSession | undefined;
  let built: Built | undefined;
  let probe: ProbeOutcome | undefined;
  let evidence: Evidence = {};

  const openSession = () =>
    request.openSession({
      submission: request.submission,
      signal,
      onBuild: (progress) => observer({ kind: 'build', progress }),
      onNote: (text) => observer({ kind: 'note', text }),
    });

  async function ask(step: Step): Promise<void> {
    session ??= await openSession();
    if (evidence.build === undefined) {
      const outcome = await session.build();
      if (outcome.kind === 'built') built = outcome;
      evidence = { ...evidence, build: outcome };
    }
    if (built === undefined) return;
    for (const { wants } of step.checks) {
      if (wants?.kind === 'tag') {
        const found = await session.inspectTag(wants.tag);
        evidence = { ...evidence, tags: new Map(evidence.tags).set(wants.tag, found) };
      } else if (wants?.kind === 'probe') {
        probe = await session.probe(wants.port, wants.path);
        evidence = { ...evidence, probe: probeEvidence(probe) };
      }
    }
  }

  return {
    get evidence() {
      return evidence;
    },
    get availability() {
      return availability;
    },
    canCollect: ({ goal }) => engineGoals.includes(goal) && availability[goal] === undefined,
    async collect(step) {
      signal.throwIfAborted();
      observer({ kind: 'working', step });
      try {
        await ask(step);
      } catch (error) {
        signal.throwIfAborted();
        const fault: Unavailable = { status: 'error', ...faultOf(error) };
        availability = { build: fault, tag: fault, serve: fault, ...availability };
      }
    },
    summarize: () => summarize(session, built, probe),
    async close() {
      try {
        await session?.close();
      } catch (error) {
        const text = `What was made in the engine could not be removed: ${faultOf(error).reason}`;
        if (signal.aborted) throw new Error(text, { cause: error });
        observer({ kind: 'note', text });
      }
    },
  };
}

function summarize(
  session: EngineSession | undefined,
  built: Built | undefined,
  probe: ProbeOutcome | undefined,
): Pick<Report, 'engine' | 'image' | 'probe'> {
  return {
    ...(session !== undefined && {
      engine: {
        name: session.engine.name,
        version: session.engine.version,
        ...(session.standIn !== undefined && { standIn: session.standIn }),
      },
    }),
    ...(built !== undefined && {
      image: { id: built.imageId, sizeBytes: built.sizeBytes, config: built.config },
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

/** What a check may know of a probe: not where the engine published the port, nor how long it took. */
function probeEvidence({ url, durationMs, ...rest }: ProbeOutcome): ProbeEvidence {
  return rest;
}
