import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileCases } from './cases/index.ts';
import { handIn, isSubmission, whyNotHere } from './hand-in.ts';
import type { HandedIn } from './hand-in.ts';
import { judgeStatically } from './judge-static.ts';
import type { Judged } from './judge-static.ts';
import { notYet } from './not-yet.ts';

// All of them in one class: none keeps grading from the next one.
const cases = hostileCases.filter(isSubmission).filter(({ trial }) => trial.reach === 'static');
const here = cases.filter((each) => whyNotHere(each) === undefined);

let handedIn: HandedIn;
let judged: ReadonlyMap<string, Judged>;

beforeAll(async () => {
  handedIn = await handIn(here);
  judged = await judgeStatically(handedIn.directory);
});
afterAll(() => {
  handedIn[Symbol.dispose]();
});

describe('what becomes of a submission', () => {
  for (const each of cases.filter(({ id }) => !notYet.has(id))) {
    const { id, title, trial } = each;
    const why = whyNotHere(each);
    const not = why === undefined ? '' : ` (not here: ${why})`;
    test.skipIf(why !== undefined)(`${id}: ${title}${not}`, () => {
      const { outcome, said = '' } = judged.get(id) ?? {};
      expect(trial.expected, said).toContain(outcome);
      if (trial.says !== undefined) expect(said).toMatch(trial.says);
      // Nothing of the machine's, and nothing that a report could not hold.
      expect(said).not.toMatch(/root:|(?!\n)\p{Cc}/u);
      expect(said.isWellFormed()).toBe(true);
    });
  }
});

const unmet = here.filter(({ id }) => notYet.has(id));

describe.skipIf(unmet.length === 0)('not yet as expected', () => {
  test.each(unmet)('$id: $title', ({ id, trial }) => {
    expect(trial.expected).not.toContain(judged.get(id)?.outcome);
  });
});
