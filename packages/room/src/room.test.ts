import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Learner } from './learner.ts';
import { createRoom, mostLearners } from './room.ts';
import type { Room } from './room.ts';
import { newSession } from './session.ts';
import { standing } from './testing/learner.ts';

const ids = ['one', 'two', 'three'];
const minute = 60_000;
let now: number;
let changed: (string | undefined)[];
let room: Room;

beforeEach(() => {
  now = 1_000_000;
  changed = [];
  room = open();
});

function open(learners: readonly Learner[] = [], session = newSession('sample', 4700, now)): Room {
  const onChange = (learner?: Learner) => changed.push(learner?.name);
  return createRoom({ session, learners, onChange, now: () => now });
}

const join = (name: string, token: string = randomUUID()) => {
  const { code } = room.session;
  return room.join(token, { code, name, workshop: 'sample' });
};

/** @returns the token. */
function joined(name: string): string {
  const token = randomUUID();
  const answer = join(name, token);
  if (typeof answer === 'string') throw new Error(answer);
  return token;
}

const learner = (name: string) => {
  const found = room.learners.find((each) => each.name === name);
  if (found === undefined) throw new Error(`Nobody is called ${name}.`);
  return found;
};

describe('who may come in', () => {
  test('with the code; a secret is of another kind', () => {
    const { code, secret } = room.session;
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
    expect(secret.length).toBeGreaterThan(30);
    for (const wrong of ['', 'AAAAAA', secret, code.toLowerCase(), `${code} `]) {
      expect(room.join('T', { code: wrong, name: 'Ada', workshop: 'sample' })).toBe('code');
    }
    expect(room.isSecret(code)).toBe(false);
    expect(room.isSecret(secret)).toBe(true);
    expect(room.learners).toEqual([]);
  });

  test('to the workshop that is taught, with a name', () => {
    const { code } = room.session;
    expect(room.join('T', { code, name: 'Ada', workshop: 'other' })).toBe('workshop');
    expect(room.join('T', { code, name: '', workshop: 'sample' })).toBe('name');
  });

  test('as many as there is room for', () => {
    for (let count = 0; count < mostLearners; count += 1) joined(`learner ${count}`);
    expect(join('one more')).toBe('full');
  });
});

test('two of one name are told apart, whatever they call themselves', () => {
  const names = ['Ada', 'ada', 'Ada (2)', 'Ａｄａ', 'Ada (2)', 'Grace'];
  const shown = names.map((name) => join(name)).map((answer) => (answer as { name: string }).name);
  expect(shown).toEqual(['Ada', 'ada (2)', 'Ada (2) (2)', 'Ａｄａ (3)', 'Ada (2) (3)', 'Grace']);
});

describe('who is who', () => {
  test('who asks again to be let in is in once, though the room be full', () => {
    const ada = joined('Ada');
    room.hear(ada, standing(ids, 1));
    for (let count = 1; count < mostLearners; count += 1) joined(`learner ${count}`);
    expect(join('Ada', ada)).toEqual({ name: 'Ada' });
    expect(room.learners).toHaveLength(mostLearners);
    expect(learner('Ada').steps.one?.status).toBe('passed');
  });

  test('a token speaks for its learner alone, and the room does not keep it', () => {
    const [ada, grace] = [joined('Ada'), joined('Grace')];
    expect(room.hear(ada, standing(ids, 2))).toEqual({ name: 'Ada' });
    expect(learner('Ada').steps.two?.status).toBe('passed');
    expect(learner('Grace').steps).toEqual({});
    expect(JSON.stringify(room.learners)).not.toContain(ada);
    expect(room.hear(grace, standing(ids, 0))).toEqual({ name: 'Grace' });
  });

  test('no other one is listened to', () => {
    joined('Ada');
    for (const token of ['', 'x', learner('Ada').tokenHash, learner('Ada').id]) {
      expect(room.hear(token, standing(ids, 3))).toBe('token');
      expect(room.leave(token)).toBe('token');
    }
  });

  test('a room that is opened again knows them by the same tokens, and its code and secret', () => {
    const ada = joined('Ada');
    room.hear(ada, standing(ids, 1));
    room = open(JSON.parse(JSON.stringify(room.learners)) as Learner[], room.session);
    expect(room.hear(ada, standing(ids, 2))).toEqual({ name: 'Ada' });
    expect(Object.keys(learner('Ada').passedAt)).toEqual(['one', 'two']);
  });

  test('a learner who is forgotten is a stranger', () => {
    const ada = joined('Ada');
    expect(room.remove('nobody')).toBe(false);
    expect(room.remove(learner('Ada').id)).toBe(true);
    expect(room.hear(ada, standing(ids, 2))).toBe('token');
    expect(room.learners).toEqual([]);
  });
});

describe('what is known of a learner', () => {
  test('a step that is judged anew keeps its verdict meanwhile', () => {
    const ada = joined('Ada');
    room.hear(ada, standing(ids, 1));
    room.hear(ada, { steps: ids.map((id) => ({ id, status: 'waiting' })) });
    expect(learner('Ada').steps.one?.status).toBe('passed');
    expect(learner('Ada').steps.two?.problems[0]?.check).toBe('a-check');
  });

  test('progress is a step that passes for the first time', () => {
    const ada = joined('Ada');
    const begun = now;
    now += minute;
    room.hear(ada, standing(ids, 1));
    expect(learner('Ada').progressAt).toBe(begun + minute);
    now += 20_000;
    room.hear(ada, standing(ids, 0));
    now += 20_000;
    room.hear(ada, standing(ids, 1));
    expect(learner('Ada').progressAt).toBe(begun + minute);
    expect(learner('Ada').passedAt).toEqual({ one: begun + minute });
  });

  test('the time in which a laptop slept is no time without progress', () => {
    const ada = joined('Ada');
    now += 10_000;
    room.hear(ada, standing(ids, 1));
    const before = learner('Ada').progressAt;
    now += 60 * minute;
    room.hear(ada, standing(ids, 1));
    expect(learner('Ada').progressAt).toBe(before + 60 * minute);
  });

  test('trouble and an offered file are of the last message', () => {
    const ada = joined('Ada');
    room.hear(ada, { ...standing(ids, 0), trouble: 'No folder.', dockerfile: 'FROM a' });
    expect(learner('Ada')).toMatchObject({ trouble: 'No folder.', dockerfile: 'FROM a' });
    room.hear(ada, standing(ids, 0));
    expect(learner('Ada')).not.toHaveProperty('trouble');
    expect(learner('Ada')).not.toHaveProperty('dockerfile');
  });
});

test('the plan runs from the first step that somebody passes, or from when it is begun', () => {
  const ada = joined('Ada');
  room.hear(ada, standing(ids, 0));
  expect(room.session.begunAt).toBeUndefined();
  now += minute;
  room.hear(ada, standing(ids, 1));
  expect(room.session.begunAt).toBe(now);
  now += minute;
  room.hear(ada, standing(ids, 2));
  expect(room.session.begunAt).toBe(now - minute);
  room.begin();
  expect(room.session.begunAt).toBe(now);
  expect(changed.at(-1)).toBeUndefined();
});
