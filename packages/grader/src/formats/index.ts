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
import { formatNames } from './names.ts';
import type { FormatName } from './names.ts';
import { prairielearn } from './prairielearn.ts';
import { sarif } from './sarif.ts';
import { tap } from './tap.ts';

const byName: Readonly<Record<FormatName, Format>> = {
  json,
  csv,
  markdown,
  html,
  junit,
  sarif,
  tap,
  ctrf,
  github,
  'github-summary': githubSummary,
  learner,
  'learner-json': learnerJson,
  gradescope,
  prairielearn,
  exercism,
  classroom50,
  'github-classroom': githubClassroom,
};

/** Every format of `pnpm grade`, in the order of their names. */
export const formats: readonly Format[] = formatNames.map((name) => byName[name]);
