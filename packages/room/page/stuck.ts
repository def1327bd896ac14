import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardState, Stuck } from '../src/board-state.ts';
import { counted, lasting, nameOf, part, prose, scroller } from './parts.ts';

/** Who made no progress for a while, on what, and what they are told. */
export function stuck({ stuck, stuckMinutes, isNamed }: BoardState, now: number): VNode {
  const title = `Stuck for ${stuckMinutes} min or more: ${stuck.length}`;
  if (!isNamed) {
    const sentence = stuck.length === 0 ? 'Nobody is.' : 'Ask your neighbour, or raise a hand.';
    return part('stuck', title, markup`<p>${sentence}</p>`);
  }
  return part(
    'stuck',
    title,
    stuck.length === 0
      ? markup`<p class="quiet">Nobody is, just now.</p>`
      : scroller(
          'Who is stuck',
          markup`<ul class="cards">${stuck.map((each) => card(each, now))}</ul>`,
        ),
  );
}

function card({ learner, name, since, step, check, message, help }: Stuck, now: number): VNode {
  return markup`<li key=${learner}>
    <p><strong>${nameOf(name)}</strong> <span class="quiet">no progress for ${lasting(now - since)}</span></p>
    ${step !== undefined && markup`<p class="where">${step} <code>${check}</code></p>`}
    ${message !== undefined && markup`<p class="words">${prose(message)}</p>`}
    ${help !== undefined && help !== '' && markup`<p class="words"><b>Do</b> ${prose(help)}</p>`}
    ${message === undefined && markup`<p class="quiet">Nothing is to mend; what comes next has not been tried.</p>`}
  </li>`;
}

/** For who cannot see the board: told when another one is stuck. */
export function announcement({ stuck }: BoardState): string {
  return stuck.length === 0 ? 'Nobody is stuck.' : `${counted(stuck.length, 'learner')} stuck.`;
}
