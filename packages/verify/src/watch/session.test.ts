import { beforeEach, expect, test, vi } from 'vitest';
import type { EngineSession, SessionOptions, SessionRequest } from '../engine-session.ts';
import { patientSessions } from './session.ts';

// What a machine without an engine does, in the place of the engine's packages.
const machine = vi.hoisted(() => ({
  engines: 0,
  asked: 0,
  got: Promise.withResolvers<undefined>(),
}));

vi.mock('@kit/harness', () => ({
  obtainEngine: async (options: { readonly mayStartPrivateEngine: () => Promise<boolean> }) => {
    machine.asked += 1;
    if (!(await options.mayStartPrivateEngine())) throw new Error('There is no engine.');
    await machine.got.promise;
    machine.engines = 1;
  },
}));

vi.mock('../engine-session.ts', () => ({
  openEngineSession: async (_: SessionRequest, options: SessionOptions) => {
    if (machine.engines === 0) await options.mayStartPrivateEngine();
    return {} as EngineSession;
  },
}));

const ended = new AbortController().signal;

function request(signal: AbortSignal): SessionRequest {
  const asked: Partial<SessionRequest> = { signal, onNote: () => undefined };
  return asked as SessionRequest;
}

beforeEach(() => {
  machine.engines = 0;
  machine.asked = 0;
  machine.got = Promise.withResolvers();
});

test('an engine that is there is asked for nothing', async () => {
  machine.engines = 1;
  await patientSessions(() => Promise.resolve(true), ended)(request(ended));
  expect(machine.asked).toBe(0);
});

test('a save ends the waiting, not the getting: the next session has it', async () => {
  const open = patientSessions(() => Promise.resolve(true), ended);
  const save = new AbortController();
  const first = open(request(save.signal));
  const second = open(request(ended));
  save.abort(new Error('saved'));
  await expect(first).rejects.toThrow('saved');
  machine.got.resolve(undefined);
  await second;
  expect(machine.asked).toBe(1);
});

test('no is no', async () => {
  const open = patientSessions(() => Promise.resolve(false), ended);
  await expect(open(request(ended))).rejects.toThrow('There is no engine.');
});
