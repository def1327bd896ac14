import type { VNode } from 'preact';
import type { ClassReport, SubmissionGrade } from '../../class-report.ts';
import { judgedSteps } from '../judged-steps.ts';
import { codeView } from './diagnostic-view.ts';
import { marksOfOutcomes, signBeside } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { anchorOf, moment, nameOf } from './parts.ts';
import { problemOf } from './trouble.ts';
import { counted, decimal, duration, lateness, percent, pointsOf } from './units.ts';
import { verdict } from './verdict.ts';
import { visibleLine } from './visible.ts';

/** More of them make the page slow, and no Dockerfile of a workshop has as many. */
const mostLines = 60;

/** Every learner with every step’s verdict, closed until it is wanted. */
export function learners(report: ClassReport): VNode {
  return markup`<section id="learners">
    <h2>Every learner</h2>
    ${report.submissions.map((grade) => view(grade, report))}
  </section>`;
}

function view(grade: SubmissionGrade, report: ClassReport): VNode {
  const { outcome, late, score, maxScore } = grade;
  const isScored = outcome === 'passed' || outcome === 'failed';
  return markup`<details class="learner ${outcome}" data-outcome=${outcome} data-late=${late && ''}>
    <summary>${signBeside(outcome)} ${nameOf(grade)} <span>${marksOfOutcomes[outcome].word}</span>${isScored && markup` <span>${decimal(score)} of ${pointsOf(maxScore)}</span>`}${late && markup` <span>late</span>`}</summary>
    <div id=${anchorOf(grade)} class="judged">
      ${problemOf(grade)}
      ${facts(grade)}
      <ol class="verdicts">${judgedSteps(grade, report).map((step) => verdict(step, grade))}</ol>
      ${source(grade)}
    </div>
  </details>`;
}

function facts({ path, submittedAt, attempt, late, known, durationMs }: SubmissionGrade): VNode {
  return markup`<dl class="facts">
    ${fact('Folder', markup`<bdi>${visibleLine(path, 200)}</bdi>`)}
    ${submittedAt !== undefined && fact('Handed in', moment(submittedAt))}
    ${attempt && fact('Attempt', `${attempt.number} of ${attempt.of}`)}
    ${late && fact('Late by', `${lateness(late.minutes)}, which takes ${percent(late.deducted)} off`)}
    ${fact('Judged in', `${duration(durationMs)}${known ? ', when the same files were graded before' : ''}`)}
  </dl>`;
}

function fact(word: string, value: unknown): VNode {
  return markup`<div><dt>${word}</dt><dd>${value}</dd></div>`;
}

function source({ report }: SubmissionGrade): VNode {
  const { source: text, dockerfile } = report.submission;
  if (text === undefined) return markup`<p class="quiet">There is no Dockerfile to be read.</p>`;
  const all = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const shown = all
    .slice(0, mostLines)
    .map((line, index) => ({ number: index + 1, text: line, isWrong: false }));
  const more = all.length - shown.length;
  return markup`<details class="source">
    <summary>${visibleLine(dockerfile)}, ${counted(all.length, 'line')}</summary>
    ${codeView(shown)}
    ${more > 0 && markup`<p class="quiet">${counted(more, 'line')} more, judged and not shown.</p>`}
  </details>`;
}
