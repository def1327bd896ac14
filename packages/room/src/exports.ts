import type { BuiltFile } from '@kit/presentation/live';
import { markup } from '@kit/presentation/markup';
import { ownStyle, policyOf } from '@kit/presentation/one-page';
import { spreadsheet, textCell } from '@kit/presentation/spreadsheet';
import { renderToString } from 'preact-render-to-string';
import { board } from '../page/board.ts';
import type { BoardState } from './board-state.ts';
import { isAway, passedCount, presentProblem, shownName } from './learner.ts';
import type { Learner } from './learner.ts';
import type { RoomStep } from './statistics.ts';

/** A row a learner: how each stands, and when each step passed first. */
export function sessionAsCsv(
  learners: readonly Learner[],
  steps: readonly RoomStep[],
  now: number,
): BuiltFile {
  const header = [
    'name',
    'joined',
    'last seen',
    'away',
    'passed',
    ...steps.flatMap(({ id }) => [id, `${id} first passed`]),
    'to mend now',
    'check',
  ];
  const ids = steps.map(({ id }) => id);
  const rows = learners.map((learner) => {
    const present = presentProblem(learner, ids);
    return [
      textCell(shownName(learner)),
      iso(learner.joinedAt),
      iso(learner.seenAt),
      isAway(learner, now) ? 'yes' : 'no',
      passedCount(learner),
      ...ids.flatMap((id) => [learner.steps[id]?.status ?? '', iso(learner.passedAt[id])]),
      textCell(present?.problem.message ?? learner.trouble ?? ''),
      textCell(present?.problem.check ?? ''),
    ];
  });
  return { type: 'text/csv; charset=utf-8', content: spreadsheet([header, ...rows]) };
}

function iso(time: number | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString();
}

const style = ownStyle(new URL('../page/styles.css', import.meta.url));

/** The board as it is, as one page that asks for no other file and runs no script. */
export function sessionAsPage(state: BoardState): BuiltFile {
  const title = `${state.title}: the room on ${iso(state.openedAt).slice(0, 10)}`;
  const page = markup`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="content-security-policy" content=${policyOf({ style })} />
      <meta name="viewport" content="width=device-width" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>${title}</title>
      <style dangerouslySetInnerHTML=${style.content} />
    </head>
    <body>
      <header>
        <h1>${title}</h1>
        <p class="quiet">As it was at ${iso(state.at).slice(0, 16).replace('T', ' ')} UTC. It names every learner: not for handing out.</p>
      </header>
      ${board(state, state.at)}
    </body>
  </html>`;
  return {
    type: 'text/html; charset=utf-8',
    content: `<!DOCTYPE html>\n${renderToString(page)}\n`,
  };
}
