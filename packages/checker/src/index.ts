export type { Diagnostic, Verdict } from './diagnostic.ts';
export type {
  BuildEvidence,
  Evidence,
  ListeningSocket,
  ProbeEvidence,
  TagEvidence,
} from './evidence.ts';
export type { Advice, Check, Goal, Step, StepResult, Witness, Workshop } from './step.ts';
export type { DockerfileSource, Submission } from './submission.ts';
