export type {
  Directive,
  Dockerfile,
  Flag,
  Heredoc,
  Instruction,
  JsonProblem,
  Pair,
  Position,
  Problem,
  Range,
  Word,
} from './ast.ts';
export type { BuildContext, ContextEntry } from './build-context.ts';
export { isBuiltInFrontend } from './built-in-frontend.ts';
export type { Expanded, ExpandOptions, ExpansionError, Lookup } from './expand.ts';
export { expandWord, expandWords } from './expand.ts';
export { evaluateImagePlan } from './evaluate.ts';
export { flagsOf } from './flag-rules.ts';
export { ignoreFault, includedEntries } from './ignore/ignore-file.ts';
export type { ImageReference } from './image-reference.ts';
export { parseImageReference } from './image-reference.ts';
export type { FileOrigin, ImageFiles } from './image-files.ts';
export type {
  Base,
  BuildStep,
  Command,
  CopiedFile,
  Healthcheck,
  ImageConfig,
  ImagePlan,
  StagePlan,
  StageState,
} from './image-plan.ts';
export { parseDockerfile } from './parse.ts';
export type { ShellCommand, ShellContext } from './shell-commands.ts';
export { readShellCommands } from './shell-commands.ts';
export { missingAtEnd } from './unfinished-shell.ts';
export { environmentOf, imageConfigOnBase } from './plan/config.ts';
export { mountFields } from './plan/mounts.ts';
export { isKnown } from './plan/scope.ts';
