export { layersOf } from './image-layers.ts';
export type { Observer, VerifyEvent } from './observer.ts';
export { exitCodes, outcomeOf } from './report.ts';
export type { Mode, Outcome, Report } from './report.ts';
export type { EngineSession, OpenSession, SessionRequest } from './engine-session.ts';
export { verifySubmission } from './verify.ts';
export type { VerifyRequest } from './verify.ts';
export { startLoop } from './loop/loop.ts';
export type { Loop, LoopRequest } from './loop/loop.ts';
export type { BuildInstruction, LoopState, ShownStep, Work } from './loop/loop-state.ts';
export type { RebuildCost, RebuildTime } from './loop/rebuild-cost.ts';
export { runApp } from './loop/run-app.ts';
export type { RunningApp } from './loop/run-app.ts';
export {
  defaultDirectory,
  enterCallersFolder,
  explain,
  runCommand,
  sessionOpener,
} from './command.ts';
export { layOut } from './content/attempt.ts';
export { readOptional, readStepFolders } from './content/step-folders.ts';
export type { Attempt, LearnerCommand, StepFolder } from './content/step-folders.ts';
export { faultOf } from './fault.ts';
export { abortOnSignals, Interrupted } from './interruption.ts';
export { mayGetPrivateEngine } from './ask.ts';
export { openInBrowser } from './open-in-browser.ts';
export { UsageError } from '@kit/terminal';
export { loadWorkshop, repository, stepFolder, workshopNames } from './workshops.ts';
