import { expect, test } from 'vitest';
import { notOk, ok } from './check.ts';
import type { Check } from './check.ts';
import { checks } from './checks/index.ts';
import { examine } from './examine.ts';
import { machineWith } from './fixture.ts';

function check(id: string, examine: Check['examine']): Check {
  return { id, title: id, examine };
}

const machine = () => machineWith({ signal: AbortSignal.timeout(100), patienceMs: 100 });

test('each in its place, whichever is ready first', async () => {
  const report = await examine(
    [
      check('slow', async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return ok('Slow.');
      }),
      check('quick', () => Promise.resolve(notOk('Quick.', { text: 'Mend it.' }))),
      check('broken', () => Promise.reject(new Error('odd\u001b[31m\nthing'))),
      check('hanging', () => new Promise(() => undefined)),
    ],
    machine(),
  );
  expect(report).toEqual({
    schema: 'workshop/doctor/v1',
    system: 'Debian GNU/Linux 13 (trixie)',
    outcome: 'not ok',
    checks: [
      { id: 'slow', title: 'slow', status: 'ok', found: 'Slow.' },
      {
        id: 'quick',
        title: 'quick',
        status: 'not ok',
        found: 'Quick.',
        remedy: { text: 'Mend it.' },
      },
      { id: 'broken', title: 'broken', status: 'unknown', found: 'Error: odd thing' },
      {
        id: 'hanging',
        title: 'hanging',
        status: 'unknown',
        found: 'It could not be found out within 0.1 seconds.',
      },
    ],
  });
});

test('what is unknown has not to be mended', async () => {
  const hanging = check('hanging', () => new Promise(() => undefined));
  expect(await examine([hanging], machine())).toMatchObject({ outcome: 'ok' });
});

test('the names that scripts may look for', () => {
  expect(checks.map(({ id }) => id)).toEqual([
    'engine',
    'socket',
    'buildkit',
    'disk',
    'port',
    'base-image',
    'python-index',
    'architecture',
    'proxy',
    'clock',
    'node',
    'pnpm',
  ]);
});
