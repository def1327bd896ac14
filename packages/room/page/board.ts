import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardState } from '../src/board-state.ts';
import { door } from './door.ts';
import { matrix } from './matrix.ts';
import { mistakes } from './mistakes.ts';
import { pace } from './pace.ts';
import { stuck } from './stuck.ts';

/** The whole board, for the instructor; the exported page is made of the same. */
export function board(state: BoardState, now: number): VNode {
  return markup`<main class="board">
    <div class="wide">${matrix(state, now)}</div>
    <div class="side">${stuck(state, now)} ${mistakes(state)} ${pace(state, now)} ${door(state)}</div>
  </main>`;
}

/** What all may see: no name, and nothing that tells of one learner. */
export function projector(state: BoardState, now: number): VNode {
  return markup`<main class="projector">
    <div>${door(state)} ${pace(state, now)}</div>
    <div>${mistakes(state)} ${stuck(state, now)} ${matrix(state, now)}</div>
  </main>`;
}
