import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hasPostgres, startPostgres } from '@kit/store/testing/postgres';
import type { Postgres } from '@kit/store/testing/postgres';
import { testClass } from './testing/run-grader.ts';
import type { Told } from './testing/run-grader.ts';

let postgres: Postgres;

beforeEach(async () => {
  if (hasPostgres) postgres = await startPostgres();
});
afterEach(() => (hasPostgres ? postgres.stop() : undefined));

const words = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [
    `learner-${index}`,
    index % 3 === 0 ? `wrong #${index}` : `right #${index}`,
  ]),
);
const expected = Object.entries(words)
  .map(([name, word]) => `${name} ${word.startsWith('wrong') ? 'failed' : 'passed'}`)
  .toSorted();
const shown = (outcomes: readonly Told[] | undefined) =>
  outcomes?.map(({ name, outcome }) => `${name} ${outcome}`).toSorted();

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

test.skipIf(!hasPostgres)(
  'workers join a run, and one that is killed has its submissions graded by another',
  async () => {
    using all = testClass({ DATABASE_URL: postgres.url });
    all.hand(words);
    const grader = all.start('--slots', '0');
    const [first, second] = [all.start('--worker'), all.start('--worker')];
    await until(() => all.tries() > 10);
    first.kill('SIGKILL');
    const { outcomes } = await grader.ended;
    expect(shown(outcomes)).toEqual(expected);
    expect(all.tries()).toBeLessThanOrEqual(40 + 3);
    second.kill('SIGINT');
    expect((await second.ended).code).toBe(0);
  },
);

test.skipIf(!hasPostgres)('a PostgreSQL that is killed comes back to the same run', async () => {
  using all = testClass({ DATABASE_URL: postgres.url });
  all.hand(words);
  const grader = all.start();
  const worker = all.start('--worker');
  for (const enough of [5, 20]) {
    await until(() => all.tries() > enough);
    await postgres.kill();
    await sleep(300);
    await postgres.restart();
  }
  const { outcomes, code } = await grader.ended;
  expect(shown(outcomes)).toEqual(expected);
  expect(code).toBe(0);
  worker.kill('SIGINT');
  await worker.ended;
});

test.skipIf(!hasPostgres)(
  'a grader that is killed leaves a run that the same command ends',
  async () => {
    using all = testClass({ DATABASE_URL: postgres.url });
    all.hand(words);
    const first = all.start();
    await until(() => all.tries() > 10);
    first.kill('SIGKILL');
    await first.ended;
    const { outcomes } = await all.start().ended;
    expect(shown(outcomes)).toEqual(expected);
    expect(all.tries()).toBeLessThanOrEqual(40 + 3);
  },
);

test('a PostgreSQL that is not there is told in one sentence', async () => {
  using all = testClass({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  all.hand({ ada: 'right' });
  const { code, errors } = await all.start().ended;
  expect(code).toBe(2);
  expect(errors).toContain('PostgreSQL cannot be used as DATABASE_URL says: ');
  expect(errors).toContain('Start it, correct DATABASE_URL, or unset it');
});
