import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardState, Mistake } from '../src/board-state.ts';
import { bar, counted, part, prose, scroller } from './parts.ts';

/** What learners are told to mend just now, the commonest first, with an example of each. */
export function mistakes({ mistakes, learners }: BoardState): VNode {
  const there = Math.max(1, learners.filter(({ isAway }) => !isAway).length);
  return part(
    'mistakes',
    'To mend just now',
    mistakes.length === 0
      ? markup`<p class="quiet">Nothing, by anybody.</p>`
      : scroller(
          'What learners are told to mend',
          markup`<ol class="cards">${mistakes.map((mistake) => view(mistake, there))}</ol>`,
        ),
  );
}

function view({ step, check, message, why, help, learners, lines }: Mistake, there: number): VNode {
  return markup`<li key=${`${step} ${check}`}>
    <p class="where">${step} <code>${check}</code></p>
    <p>${bar(learners / there)} ${counted(learners, 'learner')}</p>
    ${
      lines.length > 0 &&
      markup`<pre tabindex="0" aria-label="An example"><code>${lines.map(
        ({ number, text, isWrong }) =>
          markup`<span class=${isWrong ? 'line wrong' : 'line'}>${`${isWrong ? '▸' : ' '} ${String(number).padStart(2)}  ${text}\n`}</span>`,
      )}</code></pre>`
    }
    <p class="words">${prose(message)}</p>
    ${why !== '' && markup`<p class="words quiet">${prose(why)}</p>`}
    ${help !== '' && markup`<p class="words"><b>Do</b> ${prose(help)}</p>`}
  </li>`;
}
