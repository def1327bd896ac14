import { expect, test } from 'vitest';
import { boardOf } from './board.ts';
import { sessionAsCsv, sessionAsPage } from './exports.ts';
import { heard, newLearner } from './learner.ts';
import { newSession } from './session.ts';
import { standing } from './testing/learner.ts';

const steps = ['one', 'two'].map((id) => ({ id, title: `Step ${id}`, minutes: 5 }));
const ids = steps.map(({ id }) => id);
const now = Date.UTC(2026, 0, 5, 9);
const learner = (name: string, passed: number, message = '') =>
  heard(
    newLearner({ id: name, name, number: 1, tokenHash: name }, now),
    standing(ids, passed, message),
    now + 60_000,
  );

test('a table: how each stands and when each step passed; no text of a learner’s is a formula', () => {
  const learners = [learner('Ada', 2), learner('=1+1', 1, '@SUM(1);=2 "x"')];
  const { content, type } = sessionAsCsv(learners, steps, now + 70_000);
  expect(type).toBe('text/csv; charset=utf-8');
  expect(content).toBe(
    '\ufeff' +
      [
        'name,joined,last seen,away,passed,one,one first passed,two,two first passed,to mend now,check',
        'Ada,2026-01-05T09:00:00.000Z,2026-01-05T09:01:00.000Z,no,2,passed,2026-01-05T09:01:00.000Z,passed,2026-01-05T09:01:00.000Z,,',
        '\'=1+1,2026-01-05T09:00:00.000Z,2026-01-05T09:01:00.000Z,no,1,passed,2026-01-05T09:01:00.000Z,failed,,"\'@SUM(1);\'=2 ""x""",a-check',
        '',
      ].join('\r\n'),
  );
});

test('one page: the board as it was, without a script, and what a learner wrote is text', () => {
  const hostile = '<script>alert(1)</script>';
  const { content } = sessionAsPage(
    boardOf({
      title: 'Sample',
      session: newSession('sample', 1, now),
      door: {
        addresses: ['http://192.168.1.20:4700/K7M2QX'],
        code: 'K7M2QX',
        qr: { size: 0, path: '' },
      },
      steps,
      learners: [learner(hostile, 1, hostile)],
      plan: { minutes: 90, stuckMinutes: 5 },
      isNamed: true,
      now: now + 10 * 60_000,
    }),
  );
  expect(content).toContain('<title>Sample: the room on 2026-01-05</title>');
  expect(content).toContain('As it was at 2026-01-05 09:10 UTC.');
  expect(content).toContain('&lt;script>alert(1)&lt;/script>');
  expect(content).not.toContain('<script');
  expect(content).toMatch(/content="default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri/);
});
