import { markup } from '@kit/presentation/markup';
import { ownPart, ownStyle, policyOf } from '@kit/presentation/one-page';
import { renderToString } from 'preact-render-to-string';
import { isolationSentences } from '../isolation-sentence.ts';
import type { VNode } from 'preact';
import type { ClassReport } from '../../class-report.ts';
import { classStatistics } from '../../class-statistics.ts';
import { learners } from './learners.ts';
import { marksOfOutcomes } from './marks.ts';
import { matrix } from './matrix.ts';
import { mistakes } from './mistakes.ts';
import { overview } from './overview.ts';
import { moment } from './parts.ts';
import { scores } from './scores.ts';
import { hiddenSteps, steps } from './steps.ts';
import { times } from './times.ts';
import { trouble } from './trouble.ts';

const style = ownStyle(new URL('page.css', import.meta.url));
const script = ownPart(new URL('filter.js', import.meta.url));

/** The class as one page, for the grader. */
export function page(report: ClassReport): string {
  return `<!DOCTYPE html>\n${renderToString(documentOf(report))}\n`;
}

function documentOf(report: ClassReport): VNode {
  const statistics = classStatistics(report);
  const problems = trouble(report);
  const hidden = hiddenSteps(statistics);
  return markup`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="content-security-policy" content=${policyOf({ style, script })} />
      <meta name="viewport" content="width=device-width" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>${report.title}: the class</title>
      <style dangerouslySetInnerHTML=${style.content} />
    </head>
    <body>
      <header>
        <h1>${report.title}: the class</h1>
        <nav aria-label="Parts of this page">
          ${problems && link('trouble', 'Trouble')}
          ${link('steps', 'Steps')}
          ${link('matrix', 'Matrix')}
          ${link('mistakes', 'Mistakes')}
          ${link('scores', 'Scores')}
          ${link('times', 'Times')}
          ${link('learners', 'Learners')}
        </nav>
        ${filter()}
      </header>
      <main>
        <p class="private"><strong>For the grader, not for handing out.</strong> ${`It names every learner and shows what they wrote${hidden === undefined ? '' : `, and it has ${hidden}`}. Each learner has a report of their own.`}</p>
        ${overview(report, statistics)}
        ${problems}
        ${steps(statistics)}
        ${matrix(report)}
        ${mistakes(statistics)}
        ${scores(report, statistics)}
        ${times(report, statistics)}
        ${learners(report)}
      </main>
      <footer>
        <p>Graded ${moment(report.startedAt)}. Workshop <code>${report.workshop}</code>, version <code>${report.versions.workshop.slice(0, 12)}</code>; kit <code>${report.versions.kit.slice(0, 12)}</code>.</p>
        ${isolationSentences(report).map((sentence) => markup`<p>${sentence}</p>`)}
      </footer>
      <script dangerouslySetInnerHTML=${script.content} />
    </body>
  </html>`;
}

function link(id: string, word: string): VNode {
  return markup`<a href="#${id}">${word}</a> `;
}

/** Shown by the script, without which it could do nothing. */
function filter(): VNode {
  return markup`<div id="filter" role="search" hidden>
    <label>Name <input type="search" autocomplete="off" spellcheck="false" /></label>
    <label>Show <select>
      <option value="">all</option>
      ${Object.entries(marksOfOutcomes).map(
        ([outcome, { word }]) => markup`<option value=${outcome}>${word}</option>`,
      )}
      <option value="late">late</option>
    </select></label>
    <output></output>
  </div>`;
}
