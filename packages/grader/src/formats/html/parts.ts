import { plain, plainLines } from '@kit/checker';
import type { ComponentChild, VNode } from 'preact';
import type { GradedStep, SubmissionGrade } from '../../class-report.ts';
import { shownName } from '../text.ts';
import { markup } from '@kit/presentation/markup';

/** Small pieces that more than one part of the page is made of. */

/** A learner's name; text of another direction turns nothing beside it around. */
export function nameOf(grade: SubmissionGrade): VNode {
  return markup`<bdi class="name">${shownName(grade)}</bdi>`;
}

export function linkTo(grade: SubmissionGrade): VNode {
  return markup`<a href="#${anchorOf(grade)}">${nameOf(grade)}</a>`;
}

/** Links to all of them. */
export function names(grades: readonly SubmissionGrade[]): VNode {
  return markup`<ul class="names">${grades.map((grade) => markup`<li>${linkTo(grade)}</li>`)}</ul>`;
}

/** Of what is within the learner's `<details>`, which opens where a link leads into it. */
export function anchorOf({ folder }: SubmissionGrade): string {
  return `learner-${folder}`;
}

export function titleOf({ title, hidden }: GradedStep): readonly ComponentChild[] {
  return hidden ? [title, ' ', markup`<span class="tag">hidden</span>`] : [title];
}

/** @param share 0 to 1; what it shows stands beside it as a number. */
export function bar(share: number): VNode {
  return markup`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="100" height="8" />
    <rect class="share" width=${Math.round(share * 1000) / 10} height="8" />
  </svg>`;
}

/** Text of the kit's with the learner's words in it, code between backticks. */
export function prose(text: string, limit = 400): readonly (VNode | string)[] {
  return plainLines(text, limit)
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 2 ? markup`<code>${part.slice(1, -1)}</code>` : part,
    );
}

/** As `2026-11-03 08:00 UTC`; as it stands where it is no time. */
export function moment(iso: string): VNode | string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return plain(iso);
  const utc = time.toISOString();
  return markup`<time datetime=${utc}>${utc.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
