import type { Range } from '@kit/dockerfile';

/** What grading takes from nobody; `except` of a workshop's rules names those that do not hold there. */
export const refusalRules = [
  'special-file',
  'link-outside',
  'context-size',
  'context-entries',
  'context-depth',
  'name-length',
  'ignore-file',
  'dockerfile-size',
  'line-length',
  'instruction-count',
  'layer-count',
  'control-characters',
  'frontend',
  'base-image',
  'copy-from',
  'remote-add',
  'archive-add',
  'buildkit-argument',
  'run-option',
  'onbuild',
  'volume',
  'label',
  'port-count',
] as const;

export type RefusalRule = (typeof refusalRules)[number];

/** One thing for which a submission is refused before anything of it is built. */
export interface Refusal {
  readonly rule: RefusalRule;
  /** Where in the Dockerfile; absent where it is about no place in it. */
  readonly range?: Range;
  /** The file or folder that it is about, where it is about one. */
  readonly path?: string;
  /** What is. */
  readonly message: string;
  /** What could come of it. */
  readonly why: string;
  /** What to write instead. */
  readonly help: string;
}
