export { buildImage, describeImage } from './build.ts';
export type {
  Builder,
  BuildFailed,
  BuildOutcome,
  BuildProgress,
  BuildRequest,
  Built,
} from './build.ts';
export { keepImages, removeImage, sweepLeftovers } from './cleanup.ts';
export { connectEngine, obtainEngine } from './engine.ts';
export type { Engine, ObtainOptions } from './engine.ts';
export { EngineError, EngineUnavailableError } from './errors.ts';
export type { EngineFault } from './errors.ts';
export { ownLabels } from './labels.ts';
export type { ListeningSocket } from './listening.ts';
export { standInLabel } from './private-engine/stand-in-image.ts';
export { openImage } from './image-archive.ts';
export type { ArchiveEntry, ReadArchive } from './image-archive.ts';
export { readImageTree } from './image-tree.ts';
export type { ImageEntry } from './image-tree.ts';
export { runAndProbe } from './run-and-probe.ts';
export type { ProbeOutcome, ProbeRequest } from './run-and-probe.ts';
export type { ContainerLimits } from './run.ts';
export { inspectTag } from './tags.ts';
export type { TagOutcome } from './tags.ts';
