import { markup } from '@kit/presentation/markup';
import type { VNode } from 'preact';
import type { BoardLearner, BoardState, Cell } from '../src/board-state.ts';
import { counted, lasting, marks, nameOf, part, scroller } from './parts.ts';

/** Who passed what: a row a learner, a column a step. */
export function matrix(state: BoardState, now: number): VNode {
  const { learners, steps } = state;
  const away = learners.filter(({ isAway }) => isAway).length;
  const title = `${counted(learners.length, 'learner')}${away > 0 ? `, ${away} away` : ''}`;
  if (learners.length === 0) {
    return part('matrix', title, markup`<p>Nobody has joined yet.</p>`);
  }
  return part(
    'matrix',
    title,
    markup`
      <p class="legend">
        ${Object.entries(marks).map(
          ([status, { sign, word }]) =>
            markup`<span><span class="mark ${status}" aria-hidden="true">${sign}</span> ${word}</span>`,
        )}
      </p>
      ${scroller(
        'Who passed what',
        markup`<table>
          <thead><tr>
            <th scope="col">Learner</th>
            <th scope="col" class="number">Passed</th>
            ${steps.map(
              ({ id, title }, index) =>
                markup`<th scope="col" key=${id} title=${title}><span aria-hidden="true">${index + 1}</span><span class="unseen">${title}</span></th>`,
            )}
            <th scope="col">Now</th>
          </tr></thead>
          <tbody>${learners.map((learner) => row(learner, state, now))}</tbody>
          <tfoot><tr>
            <th scope="row">Passed by</th>
            <td></td>
            ${steps.map(({ id, passed }) => markup`<td key=${id} class="number">${passed}</td>`)}
            <td></td>
          </tr></tfoot>
        </table>`,
      )}`,
  );
}

function row(learner: BoardLearner, { steps, isNamed }: BoardState, now: number): VNode {
  const { id, name, isAway, passed, cells } = learner;
  return markup`<tr key=${id} class=${isAway ? 'away' : undefined}>
    <th scope="row">${isNamed ? nameOf(name) : markup`<span class="unseen">a learner</span>`}</th>
    <td class="number">${passed}</td>
    ${cells.map((cell, index) => markup`<td key=${steps[index]?.id} class="cell ${cell}">${sign(cell)}</td>`)}
    <td class=${learner.isStuck && !isAway ? 'now stuck' : 'now'}>${presence(learner, now)}</td>
  </tr>`;
}

function sign(cell: Cell): VNode {
  const { sign, word } = marks[cell];
  return markup`<span class="mark ${cell}" role="img" aria-label=${word}>${sign}</span>`;
}

function presence({ isAway, seenAt, isStuck, trouble }: BoardLearner, now: number): string {
  if (isAway) return `away ${lasting(now - seenAt)}`;
  if (trouble !== undefined) return 'has trouble';
  return isStuck ? 'stuck' : '';
}
