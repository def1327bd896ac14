import { describe, expect, test } from 'vitest';
import { press } from './press.ts';
import type { Wish } from './press.ts';
import type { Scene } from './scene.ts';
import { sceneOf, scenes } from './scenes.ts';
import { firstView } from './view.ts';
import type { View } from './view.ts';

/** Presses keys one after the other; returns what they led to, and asked for. */
function after(keys: string, start: Scene): { readonly view: View; readonly wishes: Wish[] } {
  const wishes: Wish[] = [];
  let scene = start;
  for (const key of keys.split(' ')) {
    const { view, wish } = press(key, scene, 24);
    scene = { ...scene, view };
    if (wish !== undefined) wishes.push(wish);
  }
  return { view: scene.view, wishes };
}

const failing = scenes['a-mistake'];
const passed = sceneOf('all-passed');

test.each([
  ['q', [{ do: 'quit' }]],
  ['ctrl-c', [{ do: 'quit' }]],
  ['t ctrl-c', [{ do: 'quit' }]],
  ['t q', []],
  ['t escape q', [{ do: 'quit' }]],
  ['r', [{ do: 'run' }]],
  ['x', [{ do: 'plan-reset' }]],
  ['return', [{ do: 'judge' }]],
  ['z', []],
  ['f5', []],
])('%s asks for %j', (keys, wishes) => {
  expect(after(keys, failing).wishes).toEqual(wishes);
});

describe('pages', () => {
  test.each([
    ['t', 'text'],
    ['m', 'report'],
    ['t t', 'now'],
    ['l', 'list'],
    ['?', 'keys'],
    ['t l', 'list'],
    ['t q', 'now'],
    ['l r', 'now'],
  ])('%s shows %s', (keys, page) => {
    expect(after(keys, failing).view.page).toBe(page);
  });

  test.each([
    ['t space', 18],
    ['t space b', 0],
    ['t down down up', 1],
    ['t down t t', 0],
    ['down', 0],
  ])('%s scrolls to %i', (keys, scroll) => {
    expect(after(keys, failing).view.scroll).toBe(scroll);
  });
});

describe('hints', () => {
  const hint = (number: number) => ({ do: 'note-hint', step: 'expose-port', number });

  test('one after the other, and from the first again', () => {
    const { wishes } = after('h h h h', failing);
    expect(wishes).toEqual([hint(1), hint(2), hint(3), hint(1)]);
  });

  test('the last one says so, and what else there is', () => {
    expect(after('h h h', failing).view).toEqual({
      ...firstView,
      hint: { step: 'expose-port', number: 3 },
      said: 'That is the last hint; `t` shows the step’s text, `s` its solution.',
    });
  });

  test('stays while a page is read', () => {
    expect(after('h t q', failing).view.hint).toEqual({ step: 'expose-port', number: 1 });
  });

  test('begins anew at another step', () => {
    const { view } = after('h h', failing);
    expect(press('h', { ...passed, view }, 24).view.hint).toEqual({ step: 'serve', number: 1 });
  });
});

describe('the solution', () => {
  test('of a step that has not passed: only when asked twice', () => {
    expect(after('s', failing)).toEqual({
      view: {
        ...firstView,
        unsure: 'expose-port',
        said: 'Step 5 is still yours to solve. `s` once more shows its solution.',
      },
      wishes: [],
    });
    expect(after('s s', failing)).toEqual({
      view: { ...firstView, page: 'solution' },
      wishes: [{ do: 'note-solution', step: 'expose-port' }],
    });
  });

  test('another key in between is a change of mind', () => {
    expect(after('s h s', failing).view.page).toBe('now');
  });

  test('of one that passed, now or before: at once', () => {
    expect(after('s', passed).view.page).toBe('solution');
    const steps = { 'expose-port': { passedAt: '2026-01-05T13:56:00.000Z' } };
    const record = { ...failing.followed.record, steps };
    const before = { ...failing, followed: { ...failing.followed, record } };
    expect(after('s', before).view.page).toBe('solution');
  });
});

describe('the list', () => {
  test('arrows choose, not beyond its ends', () => {
    expect(after('l down down', failing).view.chosen).toBe(6);
    expect(after(`l${' down'.repeat(20)}`, failing).view.chosen).toBe(10);
    expect(after(`l${' up'.repeat(20)}`, failing).view.chosen).toBe(0);
  });

  test('what is chosen is what text, hint and solution are about', () => {
    expect(after('l up return', failing).view).toMatchObject({ page: 'text', chosen: 3 });
    expect(after('l up h', failing).view.hint).toEqual({ step: 'copy-files', number: 1 });
    expect(after('l up s', failing).wishes).toEqual([{ do: 'note-solution', step: 'copy-files' }]);
  });

  test('leaving it leaves the choice', () => {
    expect(after('l up q', failing).view).toEqual(firstView);
  });
});

describe('questions', () => {
  const asked = scenes['asked-for-an-engine'];
  const startingOver = scenes['starting-over'];

  test.each([
    ['y', [{ do: 'answer', yes: true }]],
    ['n', [{ do: 'answer', yes: false }]],
    ['h', []],
    ['q', [{ do: 'quit' }]],
  ])('whether an engine is wanted: %s', (key, wishes) => {
    expect(after(key, asked).wishes).toEqual(wishes);
  });

  test.each([
    ['y', 'reset'],
    ['n', 'dismiss'],
    ['q', 'dismiss'],
    ['return', 'dismiss'],
  ])('whether to start over: %s', (key, wish) => {
    expect(after(key, startingOver)).toEqual({ view: firstView, wishes: [{ do: wish }] });
  });

  test('the words of an app that failed go at the next key', () => {
    expect(after('z', scenes['app-that-ends']).wishes).toEqual([{ do: 'dismiss' }]);
  });
});
