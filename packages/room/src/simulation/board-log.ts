import type { Page } from '../../../../scripts/browser-for-tests.ts';

/** One learner's row of the board, from when it was seen so. */
export interface SeenRow {
  readonly at: number;
  readonly name: string;
  readonly marks: string;
  readonly isAway: boolean;
}

const program = `
globalThis.seenRows = [];
const last = new Map();
const look = () => {
  for (const row of document.querySelectorAll('#matrix tbody tr')) {
    const name = row.querySelector('.name')?.textContent ?? '';
    const marks = [...row.querySelectorAll('.mark')].map((mark) => mark.textContent).join('');
    const isAway = row.classList.contains('away');
    if (last.get(name) === marks + isAway) continue;
    last.set(name, marks + isAway);
    seenRows.push({ at: Date.now(), name, marks, isAway });
  }
};
new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
look();
`;

export interface BoardLog {
  /** Every change of a row, as they came. */
  rows(): Promise<readonly SeenRow[]>;
  /** By name, how each row is now. */
  now(): Promise<ReadonlyMap<string, SeenRow>>;
}

/** Writes down in the browser itself when a row changes: who asks from outside hears of it late. */
export async function logBoard(page: Page): Promise<BoardLog> {
  await page.evaluate(program);
  const rows = (): Promise<readonly SeenRow[]> => page.evaluate('seenRows');
  return {
    rows,
    now: async () => new Map((await rows()).map((row) => [row.name, row])),
  };
}
