import { expect, test } from 'vitest';
import { anEngine, machineWith, noEngine, nobodyListens, serve } from '../fixture.ts';
import type { Machine } from '../machine.ts';
import { clock } from './clock.ts';

const minute = 60_000;

/** Somebody whose clock is this much ahead of ours. */
function telling(aheadMs: number) {
  return serve((_, response) => {
    response.sendDate = false;
    response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString());
    response.end();
  });
}

async function examine(url: string, parts: Partial<Machine> = {}) {
  const places = { registry: url, pythonIndex: url, hub: url };
  return clock.examine(machineWith({ places, ...parts }));
}

const engineAhead = (aheadMs: number, isHere = false) =>
  anEngine({ isHere, info: { SystemTime: new Date(Date.now() + aheadMs).toISOString() } });

const set = { text: 'Set it:', command: 'sudo timedatectl set-ntp true' };

test.each([
  [0, { status: 'ok', found: 'It agrees with the Internet’s.' }],
  [-40_000, { status: 'ok', found: 'It agrees with the Internet’s.' }],
  [
    -5 * minute,
    { status: 'not ok', found: 'It is 5 minutes ahead: downloads will fail.', remedy: set },
  ],
  [
    26 * 60 * minute,
    { status: 'not ok', found: 'It is 26 hours behind: downloads will fail.', remedy: set },
  ],
  [
    3000 * 24 * 60 * minute,
    { status: 'not ok', found: 'It is 3000 days behind: downloads will fail.', remedy: set },
  ],
])('who answers is %i ms ahead', async (aheadMs, expected) => {
  await using served = await telling(aheadMs);
  expect(await examine(served.url)).toEqual(expected);
});

test('the engine’s too', async () => {
  await using served = await telling(0);
  expect(await examine(served.url, { engine: engineAhead(0) })).toEqual({
    status: 'ok',
    found: 'It agrees with the Internet’s, and the engine’s does too.',
  });
  expect(await examine(served.url, { engine: engineAhead(-7 * minute) })).toEqual({
    status: 'not ok',
    found: 'The engine’s is 7 minutes behind this machine’s.',
    remedy: {
      text: 'Restart the engine: its virtual machine has slept. Where that does not help, set its clock.',
    },
  });
});

test('a certificate that does not hold yet', async () => {
  const registry = () =>
    Promise.reject(Object.assign(new Error('no'), { code: 'CERT_NOT_YET_VALID' }));
  const pythonIndex = () => Promise.reject(new Error('no answer'));
  expect(await examine('', { registry, pythonIndex })).toEqual({
    status: 'not ok',
    found: 'No certificate holds at its time: downloads will fail.',
    remedy: set,
  });
});

test('nobody on the Internet could be asked', async () => {
  const { url } = await nobodyListens();
  const nobody = {
    status: 'unknown',
    found: 'Nobody on the Internet could be asked for the time.',
  };
  expect(await examine(url, { engine: () => Promise.resolve(noEngine()) })).toEqual(nobody);
  // The same kernel has the same clock.
  expect(await examine(url, { engine: engineAhead(0, true) })).toEqual(nobody);
  expect(await examine(url, { engine: engineAhead(0) })).toEqual({
    status: 'ok',
    found: 'It agrees with the engine’s; nobody on the Internet could be asked.',
  });
});

test('who tells no time is no witness', async () => {
  await using served = await serve((_, response) => {
    response.sendDate = false;
    response.end();
  });
  expect(await examine(served.url)).toMatchObject({ status: 'unknown' });
});
