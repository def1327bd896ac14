export { bundledPackages, bundleMark, wheelFolder } from './bundled-base.ts';
export { packContext } from './build-context/archive.ts';
export { buildImage, describeImage } from './build.ts';
export type {
  Builder,
  BuildFailed,
  BuildOutcome,
  BuildProgress,
  BuildRequest,
  Built,
} from './build.ts';
export { loadImage, removeName, saveImage, tagImage } from './carry-images.ts';
export {
  imageNames,
  keepImages,
  removeBuild,
  removeContainer,
  removeImage,
  removeOwn,
  sweepLeftovers,
} from './cleanup.ts';
export { connectEngine, obtainEngine } from './engine.ts';
export type { Engine, ObtainOptions } from './engine.ts';
export { diskFull, EngineError, EngineUnavailableError } from './errors.ts';
export type { EngineFault } from './errors.ts';
export { canaries } from './held/canaries.ts';
export type { CanaryBench } from './held/build-canary.ts';
export type { Canary } from './held/canaries.ts';
export { buildNetwork, requireIsolation } from './held/isolation.ts';
export type { Isolation } from './held/isolation.ts';
export { watchFreeSpace } from './free-space.ts';
export type { FreeSpace } from './free-space.ts';
export { imageLabels, ownLabels } from './labels.ts';
export type { ListeningSocket } from './listening.ts';
export { provideBaseImages } from './private-engine/provide-base-images.ts';
export {
  startThrowAwayEngine,
  sweepThrowAwayEngines,
  whyNoThrowAwayEngines,
} from './private-engine/throw-away.ts';
export type { ThrowAwayEngine } from './private-engine/throw-away.ts';
export type { MissingImage } from './private-engine/bring-images.ts';
export { findSandbox } from './private-engine/sandbox.ts';
export { diskInWords, runLimits, strictLimits } from './private-engine/throw-away-limits.ts';
export type { ThrowAwayLimits } from './private-engine/throw-away-limits.ts';
export { standInLabel } from './private-engine/stand-in-image.ts';
export { openImage } from './image-archive.ts';
export type { ArchiveEntry, ReadArchive } from './image-archive.ts';
export { imageHistory } from './image-history.ts';
export { isAnswering, watchPulse } from './pulse.ts';
export type { Pulse } from './pulse.ts';
export type { ContainerLimits, Profile } from './profile.ts';
export { readImageTree } from './image-tree.ts';
export type { ImageEntry } from './image-tree.ts';
export { runAndProbe } from './run-and-probe.ts';
export type { ProbeOutcome, ProbeRequest } from './run-and-probe.ts';
export { serveImage } from './serve-image.ts';
export type { ServedImage } from './serve-image.ts';
export { findImage, isSameImage, listImages, wasBuiltClassically } from './stored-images.ts';
export type { ListedImage, StoredImage } from './stored-images.ts';
