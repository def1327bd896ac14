import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testClass } from './testing/run-grader.ts';
import type { Told } from './testing/run-grader.ts';

/** An embedded store that has been used. */
const template = testClass();

beforeAll(async () => {
  template.hand({ somebody: 'right template' });
  await template.start().ended;
});

afterAll(() => template[Symbol.dispose]());

/** Every third one is wrong. */
function bigClass(size: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: size }, (_, index) => `learner-${index}`);
  return Object.fromEntries(
    names.map((name, index) => [name, index % 3 === 0 ? `wrong #${index}` : `right #${index}`]),
  );
}

function expectedOf(words: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(words)
    .map(([name, word]) => `${name} ${word.startsWith('wrong') ? 'failed' : 'passed'}`)
    .toSorted();
}

const shown = (outcomes: readonly Told[] | undefined) =>
  outcomes?.map(({ name, outcome }) => `${name} ${outcome}`).toSorted();

test('a grader that is killed at any moment loses nothing and grades nothing for nothing', async () => {
  using all = testClass({}, template.store);
  const words = bigClass(60);
  all.hand(words);
  const kills = 6;
  for (let kill = 1; kill <= kills; kill += 1) {
    const grader = all.start();
    const enough = all.tries() + Math.ceil(Math.random() * 8);
    while (all.tries() < enough) await sleep(5);
    await sleep(Math.random() * 60);
    grader.kill('SIGKILL');
    expect((await grader.ended).signal).toBe('SIGKILL');
  }
  const { outcomes } = await all.start().ended;
  expect(shown(outcomes)).toEqual(expectedOf(words));
  // At each kill at most three were at work.
  expect(all.tries()).toBeLessThanOrEqual(60 + 3 * kills);
  const again = await all.start().ended;
  expect(again.outcomes?.every(({ known }) => known)).toBe(true);
});

test('Ctrl-C stops it at once, and the same command goes on', async () => {
  using all = testClass({}, template.store);
  all.hand({ ...bigClass(3), late: 'slow 60000' });
  const grader = all.start();
  while (all.tries() < 4) await sleep(50);
  grader.kill('SIGINT');
  const stopped = await grader.ended;
  expect(stopped).toMatchObject({ code: 2, outcomes: undefined });
  all.hand({ late: 'right' });
  const { outcomes } = await all.start().ended;
  expect(shown(outcomes)).toEqual(['late passed', ...expectedOf(bigClass(3))]);
  // Three were at work.
  expect(all.tries()).toBeLessThanOrEqual(4 + 1 + 2);
});

test('a submission that kills its grader three times becomes a result of its own', async () => {
  using all = testClass({}, template.store);
  const words = bigClass(12);
  all.hand({ ...words, killer: 'kill' });
  const ends: (string | number | null)[] = [];
  let last;
  do {
    last = await all.start().ended;
    ends.push(last.signal ?? last.code);
  } while (last.signal !== null && ends.length < 10);
  expect(ends).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL', 0]);
  expect(last.outcomes?.find(({ name }) => name === 'killer')).toEqual({
    name: 'killer',
    known: false,
    outcome: 'error',
    reason: 'It could not be graded: its grader died 3 times over it.',
  });
  expect(shown(last.outcomes?.filter(({ name }) => name !== 'killer'))).toEqual(expectedOf(words));
  // It is not tried again by itself, whatever else is handed in.
  all.hand({ other: 'right' });
  const { outcomes } = await all.start().ended;
  expect(outcomes?.find(({ name }) => name === 'killer')?.outcome).toBe('error');
});

test('who only waited behind a submission that kills its grader is graded', async () => {
  using all = testClass({}, template.store);
  const slow = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, `slow 300 ${name}`]));
  // Two, so that hardly ever all others are taken up before them.
  all.hand({ ...slow, x: 'kill #1', y: 'kill #2' });
  let last;
  do last = await all.start('--slots', '6').ended;
  while (last.signal !== null);
  const innocent = ['a passed', 'b passed', 'c passed', 'd passed'];
  expect(shown(last.outcomes)).toEqual([...innocent, 'x error', 'y error']);
});

test('a fault of the machine is tried again, and ends as an error that the next run mends', async () => {
  using all = testClass({}, template.store);
  all.hand({ once: 'fault 2', ever: 'fault 6', fine: 'right' });
  const first = await all.start().ended;
  expect(shown(first.outcomes)).toEqual(['ever error', 'fine passed', 'once passed']);
  expect(first.outcomes?.find(({ name }) => name === 'ever')?.reason).toBe(
    'The engine is on holiday.',
  );
  expect(all.tries()).toBe(1 + 3 + 4);
  const second = await all.start().ended;
  expect(shown(second.outcomes)).toEqual(['ever passed', 'fine passed', 'once passed']);
  expect(all.tries()).toBe(8 + 3);
});

test('what is the same is graded once, what is known is not graded again, unless all is to be', async () => {
  using all = testClass({}, template.store);
  all.hand({ ada: 'right', ben: 'right', cleo: 'wrong' });
  await all.start().ended;
  expect(all.tries()).toBe(2);
  all.hand({ cleo: 'right #2' });
  const changed = await all.start().ended;
  expect(changed.outcomes?.map(({ name, known }) => [name, known])).toEqual([
    ['ada', true],
    ['ben', true],
    ['cleo', false],
  ]);
  expect(all.tries()).toBe(3);
  await all.start('--fresh').ended;
  expect(all.tries()).toBe(5);
  await all.start('--kit', 'another').ended;
  expect(all.tries()).toBe(7);
});

test('a folder has one owner', async () => {
  using all = testClass({}, template.store);
  all.hand({ ada: 'slow 60000' });
  const first = all.start();
  while (all.tries() < 1) await sleep(50);
  const second = await all.start().ended;
  expect(second.code).toBe(2);
  expect(second.errors).toContain('Another process is at work on');
  first.kill('SIGKILL');
  await first.ended;
});
