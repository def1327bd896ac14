import { markup } from '@kit/presentation/markup';
import type { ComponentChild, VNode } from 'preact';
import type { Cell } from '../src/board-state.ts';

/** Small pieces that more than one part of the board is made of. */

/** A shape and a word, so that no meaning hangs on a colour. */
export const marks: Readonly<Record<Cell, { readonly sign: string; readonly word: string }>> = {
  passed: { sign: '✔', word: 'passed' },
  failed: { sign: '✖', word: 'something to mend' },
  blocked: { sign: '·', word: 'waits for an earlier step' },
  skipped: { sign: '–', word: 'not judged' },
  error: { sign: '!', word: 'could not be judged' },
  none: { sign: '…', word: 'not known yet' },
};

export function part(id: string, title: string, content: ComponentChild): VNode {
  return markup`<section id=${id} aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`;
}

/** What may be longer than the room there is for it; reached by the keyboard too. */
export function scroller(label: string, content: ComponentChild): VNode {
  return markup`<div class="scroller" role="region" aria-label=${label} tabindex="0">${content}</div>`;
}

/** A learner's name; text of another direction turns nothing beside it around. */
export function nameOf(name: string): VNode {
  return markup`<bdi class="name">${name}</bdi>`;
}

/** A text of the kit's with the learner's words in it, code between backticks. */
export function prose(text: string): readonly ComponentChild[] {
  return text
    .split(/(`[^`]+`)/)
    .map((piece) =>
      piece.startsWith('`') && piece.length > 2
        ? markup`<code>${piece.slice(1, -1)}</code>`
        : piece,
    );
}

/** A number as a length; the number stands beside it. */
export function bar(share: number): VNode {
  return markup`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="100" height="8" />
    <rect class="share" width=${Math.round(share * 1000) / 10} height="8" />
  </svg>`;
}

/** `1 learner`, `2 learners` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** `<1 min`, `7 min`, `1 h 5 min` */
export function lasting(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '<1 min';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
