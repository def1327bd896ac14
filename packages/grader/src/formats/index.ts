import { classroom50 } from './classroom50.ts';
import { csv } from './csv.ts';
import { exercism } from './exercism.ts';
import type { Format } from './format.ts';
import { githubClassroom } from './github-classroom.ts';
import { gradescope } from './gradescope.ts';
import { json } from './json.ts';
import { learnerJson } from './learner-json.ts';
import { learner } from './learner.ts';
import { markdown } from './markdown.ts';
import { prairielearn } from './prairielearn.ts';

/** Every format of `pnpm grade`, in the order in which they are named to people. */
export const formats: readonly Format[] = [
  json,
  csv,
  markdown,
  learner,
  learnerJson,
  gradescope,
  prairielearn,
  exercism,
  classroom50,
  githubClassroom,
];
