// Signatures of this room; see the brief in each file.
export type { BuildOutcome, BuildRequest, Built, BuildFailed } from './build.ts';
export type { Engine } from './engine.ts';
export type { ContainerLimits, RunningContainer } from './run.ts';
export type { ProbeOutcome } from './probe.ts';
