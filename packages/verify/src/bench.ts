import type { Availability, Evidence, Goal, Step, Submission, Unavailable } from '@kit/checker';
import type { Built, ProbeOutcome } from '@kit/harness';
import { faultOf } from './fault.ts';
import type { Observer } from './observer.ts';
import type { Report } from './report.ts';
import { probeEvidence } from './session.ts';
import type { EngineSession, OpenSession } from './session.ts';

const engineGoals: readonly Goal[] = ['build', 'tag', 'serve'];

/** Where evidence is gathered: step by step, each question once, and none that no step waits for. */
export interface Bench {
  readonly evidence: Evidence;
  readonly availability: Availability;
  /** True where an engine, not asked yet, may tell what the step needs. */
  canAsk(step: Step): boolean;
  /** Lays the step's evidence on the bench; where the engine fails, it turns unavailable. */
  ask(step: Step): Promise<void>;
  /** What the report says of the engine's work. */
  summary(): Pick<Report, 'engine' | 'image' | 'probe'>;
  /** Removes what was made in the engine. */
  close(): Promise<void>;
}

export interface BenchRequest {
  readonly submission: Submission;
  /** Goals that this run does not judge. */
  readonly availability: Availability;
  readonly openSession: OpenSession;
}

/** @param signal once aborted, `ask` throws its reason. */
export function setUpBench(request: BenchRequest, observer: Observer, signal: AbortSignal): Bench {
  let { availability } = request;
  let session: EngineSession | undefined;
  let built: Built | undefined;
  let probe: ProbeOutcome | undefined;
  let evidence: Evidence = {};

  async function gather(step: Step): Promise<void> {
    session ??= await request.openSession({
      submission: request.submission,
      signal,
      onBuild: (progress) => observer({ kind: 'build', progress }),
      onNote: (text) => observer({ kind: 'note', text }),
    });
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
    canAsk: ({ goal }) => engineGoals.includes(goal) && availability[goal] === undefined,
    async ask(step) {
      signal.throwIfAborted();
      observer({ kind: 'working', step });
      try {
        await gather(step);
      } catch (error) {
        signal.throwIfAborted();
        const fault: Unavailable = { status: 'error', ...faultOf(error) };
        availability = { build: fault, tag: fault, serve: fault, ...availability };
      }
    },
    summary: () => ({
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
    }),
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
