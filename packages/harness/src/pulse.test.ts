import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Engine } from './engine.ts';
import { isAnswering, watchPulse } from './pulse.ts';

const engineThat = (version: () => Promise<unknown>) =>
  ({ client: { version } }) as unknown as Pick<Engine, 'client'>;
const never = () => new Promise<never>(() => undefined);

test('an engine that answers lets work go on to its end', async () => {
  using pulse = watchPulse(
    engineThat(() => Promise.resolve('OK')),
    50,
  );
  expect(await pulse.during(() => sleep(120, 'done'))).toBe('done');
  expect(pulse.fault).toBeUndefined();
});

test('one that keeps silent ends it, and it is told to stop', async () => {
  using pulse = watchPulse(engineThat(never), 50);
  let told: AbortSignal | undefined;
  const work = pulse.during((signal) => {
    told = signal;
    return never();
  });
  await expect(work).rejects.toMatchObject({ name: 'EngineError', fault: 'unanswered' });
  expect(told?.aborted).toBe(true);
  expect(pulse.fault).toBe(told?.reason);
  await expect(pulse.during(never)).rejects.toBe(pulse.fault);
});

test('one that is gone, too; its own trouble stays the work’s', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  using pulse = watchPulse(engineThat(() => Promise.reject(refused)));
  await expect(pulse.during(never)).rejects.toMatchObject({ fault: 'gone' });
  using other = watchPulse(engineThat(() => Promise.resolve('OK')));
  await expect(other.during(() => Promise.reject(refused))).rejects.toBe(refused);
});

test('nothing is said once nobody listens', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const pulse = watchPulse(
    engineThat(() => promise),
    50,
  );
  pulse[Symbol.dispose]();
  await sleep(100);
  resolve('OK');
  expect(pulse.fault).toBeUndefined();
});

test('asked once', async () => {
  expect(await isAnswering(engineThat(() => Promise.resolve('OK')))).toBe(true);
  expect(await isAnswering(engineThat(() => Promise.reject(new Error('no'))))).toBe(false);
});
