import type { ClassReport } from '../class-report.ts';
import type { Format } from './format.ts';
import { page } from './markdown.ts';
import { hiddenNote, openClass } from './open-class.ts';

/** GitHub refuses a summary above 1 MiB as a whole. */
const mostBytes = 1_000_000;

/**
 * The page of the class for `GITHUB_STEP_SUMMARY`, without the hidden steps: whoever can read a
 * repository, learners too, can read the summaries of its workflows.
 */
export const githubSummary: Format = {
  name: 'github-summary',
  file: 'github-summary.md',
  scope: 'class',
  render: (report) => `${fitting(linesOf(report)).join('\n')}\n`,
};

function linesOf(report: ClassReport): readonly string[] {
  const [title = '', ...rest] = page(openClass(report));
  const note = hiddenNote(report);
  return [title, ...(note === '' ? [] : ['', note]), ...rest];
}

/** As many as GitHub takes, up to the end of a paragraph or a row. */
function fitting(lines: readonly string[]): readonly string[] {
  let bytes = 0;
  const tooMuch = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > mostBytes);
  if (tooMuch === -1) return lines;
  const end = lines.slice(0, tooMuch).findLastIndex((line) => line === '' || line.startsWith('|'));
  return [
    ...lines.slice(0, end + 1),
    '',
    'GitHub takes no longer page than this one; the whole class is in the report.',
  ];
}
