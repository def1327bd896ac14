export { howToUseDocker } from './docker-command.ts';
export { canHostPrivateEngine } from './machine.ts';
export {
  howToGetAnEngine,
  howToJoinItsGroup,
  howToRestartTheEngine,
} from './how-to-get-an-engine.ts';
export { privateEngineStatus } from './status.ts';
export { startPrivateEngine } from './start.ts';
export { stopPrivateEngine } from './stop.ts';
