import type { VNode } from 'preact';
import type { SubmissionGrade } from '../../class-report.ts';
import type { ClassStatistics, Mistake, MistakeExample } from '../../class-statistics.ts';
import { diagnosticView } from './diagnostic-view.ts';
import { markup } from '@kit/presentation/markup';
import { bar, linkTo, names, titleOf } from './parts.ts';
import { counted, percent } from './units.ts';

const mostExamples = 3;

/** What was wrong, by the check that found it, the commonest first. */
export function mistakes({ mistakes, judged }: ClassStatistics): VNode {
  return markup`<section id="mistakes">
    <h2>The commonest mistakes</h2>
    ${mistakes.length === 0 ? markup`<p>Nobody made one.</p>` : markup`<p class="quiet">By the check that found them, with the share of the ${counted(judged, 'learner')} that could be judged.</p>`}
    ${mistakes.map(view)}
  </section>`;
}

function view({ check, steps, learners, share, examples }: Mistake): VNode {
  const more = examples.length - mostExamples;
  return markup`<article class="mistake">
    <h3>${steps.map((step, index) => markup`${index > 0 && ', '}${titleOf(step)}`)} <code>${check}</code></h3>
    <p class="share">${bar(share)} ${counted(learners.length, 'learner')}, ${percent(share)}</p>
    ${examples.slice(0, mostExamples).map(exampleView)}
    ${more > 0 && markup`<p class="quiet">It was found in ${counted(more, 'other way')} too.</p>`}
    ${learners.length > 1 && whoMadeIt(learners)}
  </article>`;
}

function whoMadeIt(learners: readonly SubmissionGrade[]): VNode {
  return markup`<details>
    <summary>Who made it</summary>
    ${names(learners)}
  </details>`;
}

function exampleView({ diagnostic, grade, lines, learners }: MistakeExample): VNode {
  const others = learners - 1;
  return markup`<figure>
    <figcaption>${linkTo(grade)}${others > 0 && ` and ${counted(others, 'other')}`}:</figcaption>
    ${diagnosticView(diagnostic, lines)}
  </figure>`;
}
