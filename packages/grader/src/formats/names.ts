/**
 * Names of all formats, in the order in which they are told to people; apart
 * from the formats, which take their time to load.
 */
export const formatNames = [
  'json',
  'csv',
  'markdown',
  'html',
  'junit',
  'sarif',
  'tap',
  'ctrf',
  'github',
  'github-summary',
  'learner',
  'learner-json',
  'gradescope',
  'prairielearn',
  'exercism',
  'classroom50',
  'github-classroom',
] as const;

export type FormatName = (typeof formatNames)[number];
