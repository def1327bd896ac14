import type { ProbeEvidence, Submission, TagEvidence } from '@kit/checker';
import type { BuildOutcome, BuildProgress, Engine, ProbeOutcome } from '@kit/harness';

/** What an engine is asked about one submission; every answer is asked for at most once. */
export interface EngineSession {
  readonly engine: Engine;
  /** The image that the kit's own stand-in took the place of, where one was built on. */
  readonly standIn: string | undefined;
  build(): Promise<BuildOutcome>;
  /** Only after a build that came to its end, as all below. */
  inspectTag(tag: string): Promise<TagEvidence>;
  probe(port: number, path: string): Promise<ProbeOutcome>;
  /** Removes what the session made, and nothing else. */
  close(): Promise<void>;
}

export interface SessionRequest {
  readonly submission: Submission;
  readonly signal: AbortSignal;
  readonly onBuild: (progress: BuildProgress) => void;
  readonly onNote: (text: string) => void;
}

/**
 * Finds an engine for a submission.
 * @throws where there is none, or it does not answer; see `faultOf`.
 */
export type OpenSession = (request: SessionRequest) => Promise<EngineSession>;

export function probeEvidence({ url, durationMs, ...rest }: ProbeOutcome): ProbeEvidence {
  return rest;
}
