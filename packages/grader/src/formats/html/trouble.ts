import type { Refusal } from '@kit/checker';
import type { VNode } from 'preact';
import type { ClassReport, SubmissionGrade } from '../../class-report.ts';
import { signBeside } from './marks.ts';
import { markup } from '@kit/presentation/markup';
import { names, prose } from './parts.ts';

/** Who has no verdict, and why: neither is a mistake in the Dockerfile. Absent where all have one. */
export function trouble({ submissions }: ClassReport): VNode | undefined {
  const broken = submissions.filter(({ outcome }) => outcome === 'error');
  const refused = submissions.filter(({ outcome }) => outcome === 'refused');
  if (broken.length + refused.length === 0) return undefined;
  return markup`<section id="trouble">
    <h2>Without a verdict</h2>
    ${
      broken.length > 0 &&
      markup`<h3>${signBeside('error')} Could not be judged: ${broken.length}</h3>
      <p>The machine’s fault, not the learners’: grade them again. No points are given or lost.</p>
      ${problems(broken)}`
    }
    ${
      refused.length > 0 &&
      markup`<h3>${signBeside('refused')} Refused: ${refused.length}</h3>
      <p>What was handed in is not judged here. The learners have to change it first.</p>
      ${problems(refused)}`
    }
  </section>`;
}

/** Those with the same problem together: a broken machine breaks many. */
function problems(grades: readonly SubmissionGrade[]): VNode {
  const byReason = Map.groupBy(grades, ({ problem }) => problem?.reason);
  return markup`<ul class="problems">
    ${[...byReason.values()].map(
      (same) => markup`<li>
        ${names(same)}
        ${same.slice(0, 1).map(problemOf)}
      </li>`,
    )}
  </ul>`;
}

/** Nothing where the submission was judged. */
export function problemOf({ problem }: SubmissionGrade): VNode | undefined {
  if (problem === undefined) return undefined;
  const { reason, help, refusals } = problem;
  return markup`<div class="note trouble">
    ${
      refusals === undefined
        ? markup`<p class="strong">${prose(reason)}</p><p>${prose(help)}</p>`
        : markup`<p>Refused by policy, before any build:</p>
            ${refusals.map(refusalOf)}`
    }
  </div>`;
}

function refusalOf({ message, why, help, range }: Refusal): VNode {
  return markup`<p class="strong">${range && `Line ${range.start.line}: `}${prose(message)}</p>
    <p>${prose(why)} ${prose(help)}</p>`;
}
