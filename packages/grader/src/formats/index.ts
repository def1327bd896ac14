import { classroom50 } from './classroom50.ts';
import { csv } from './csv.ts';
import { ctrf } from './ctrf.ts';
import { exercism } from './exercism.ts';
import type { Format } from './format.ts';
import { githubClassroom } from './github-classroom.ts';
import { githubSummary } from './github-summary.ts';
import { github } from './github.ts';
import { gradescope } from './gradescope.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { learnerJson } from './learner-json.ts';
import { learner } from './learner.ts';
import { markdown } from './markdown.ts';
import { prairielearn } from './prairielearn.ts';
import { sarif } from './sarif.ts';
import { tap } from './tap.ts';

/** Every format of `pnpm grade`, in the order in which they are named to people. */
export const formats: readonly Format[] = [
  json,
  csv,
  markdown,
  html,
  junit,
  sarif,
  tap,
  ctrf,
  github,
  githubSummary,
  learner,
  learnerJson,
  gradescope,
  prairielearn,
  exercism,
  classroom50,
  githubClassroom,
];
