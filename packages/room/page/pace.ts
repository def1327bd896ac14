import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardState, Pace } from '../src/board-state.ts';
import { bar, counted, lasting, part } from './parts.ts';

/** Where the class is, and where the plan has it; and how many have passed each step. */
export function pace({ pace, steps, learners }: BoardState, now: number): VNode {
  const all = Math.max(1, learners.length);
  return part(
    'pace',
    'Pace',
    markup`
      <p>${planSentence(pace, steps.length, now)}</p>
      ${pace.median !== undefined && markup`<p>Half of the learners have passed ${counted(pace.median, 'step')} or more; ${pace.done} of ${learners.length} are done.</p>`}
      ${pace.planned !== undefined && learners.length > 0 && markup`<p>${pace.ahead} ahead of the plan, ${pace.onPlan} on it, ${pace.behind} behind.</p>`}
      <ol class="steps">${steps.map(
        (
          { id, title, minutes, passed, here },
          index,
        ) => markup`<li key=${id} class=${index === pace.planned ? 'planned' : undefined}>
          <span class="title">${title} <span class="quiet">${minutes} min</span></span>
          <span class="count">${bar(passed / all)} ${passed} passed${here > 0 && `, ${here} here`}${index === pace.planned && markup`<span class="tag">the plan is here</span>`}</span>
        </li>`,
      )}</ol>`,
  );
}

function planSentence({ minutes, begunAt, planned = 0 }: Pace, total: number, now: number): string {
  const plan = `The plan: ${total} steps in ${minutes} min.`;
  if (begunAt === undefined) return `${plan} It runs from the first step that somebody passes.`;
  return `${plan} It has run for ${lasting(now - begunAt)}: ${planned} of ${total} by now.`;
}
