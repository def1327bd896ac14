/** How an engine is found, and what this machine is: without what builds and runs on one. */
export { bundledPackages } from './bundled-base.ts';
export { withDeadline } from './deadline.ts';
export { connectEngine, loadEngineClient, obtainEngine, silentPrivateEngine } from './engine.ts';
export type { Engine } from './engine.ts';
export { EngineUnavailableError } from './errors.ts';
export { ownLabels } from './labels.ts';
export {
  canHostPrivateEngine,
  howToJoinItsGroup,
  privateEngineStatus,
} from './private-engine/index.ts';
export { privateEngineLayout } from './private-engine/layout.ts';
export { standInLabel, standInReference } from './private-engine/stand-in-image.ts';
export { isAlpine, thisSystem } from './private-engine/system.ts';
export type { System } from './private-engine/system.ts';
