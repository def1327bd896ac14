import { setTimeout as sleep } from 'node:timers/promises';
import type { LoopState } from '../loop/loop-state.ts';
import type { RoomAddress } from './address.ts';
import { askRoom, Refused } from './ask-room.ts';
import { tokenOf } from './memberships.ts';
import { beatMs } from './protocol.ts';
import type { Joined, Refusal, Told } from './protocol.ts';
import { toldOf } from './told.ts';

export interface RoomRequest {
  readonly address: RoomAddress;
  /** As the learner wants to be called. */
  readonly name: string;
  /** Tells the text of the Dockerfile too. */
  readonly offersFile: boolean;
}

export type RoomStatus =
  | { readonly kind: 'joining' }
  | { readonly kind: 'in'; readonly name: string }
  | { readonly kind: 'unreachable' }
  /** For good; `verify` goes on without the room. */
  | { readonly kind: 'refused'; readonly why: Refusal };

/** A learner's way into the instructor's room. Whatever becomes of it, judging goes on. */
export interface RoomLink {
  readonly status: RoomStatus;
  /** Only the newest counts; what the room missed it hears once it can be reached. */
  readonly tell: (state: LoopState) => void;
  /** Says goodbye, where that is quick. */
  readonly close: () => Promise<void>;
}

/** Between two messages: a build changes the state many times a second. */
const leastGapMs = 300;
const firstWaitMs = 1_000;
const mostWaitMs = 10_000;
const goodbyeMs = 1_000;
const final: readonly Refusal[] = ['address', 'body', 'code', 'name', 'workshop'];

/** @param directory absolute; with the name and the code it tells who comes back. */
export function openRoomLink(
  { address, name, offersFile }: RoomRequest,
  workshop: string,
  directory: string,
  onChange: () => void,
): RoomLink {
  const { origin, code } = address;
  const member = { code, name, directory };
  const closing = new AbortController();
  let status: RoomStatus = { kind: 'joining' };
  let token = '';
  let isIn = false;
  let shownName = name;
  let newest: Told | undefined;
  let told: Told | undefined;
  let failures = 0;
  let wake: (() => void) | undefined;

  const show = (next: RoomStatus) => {
    if (JSON.stringify(next) === JSON.stringify(status)) return;
    status = next;
    onChange();
  };

  const ask = (what: string, body?: object, signal = closing.signal) =>
    askRoom(`${origin}/api/${what}`, { token, ...(body && { body }), signal });

  const join = async () => {
    ({ name: shownName } = (await ask('join', { code, name, workshop })) as Joined);
    isIn = true;
  };

  /** One message, or a sign of life. */
  const sayAll = async () => {
    if (!isIn) await join();
    const saying = newest;
    if (saying !== undefined) {
      ({ name: shownName } = (await ask('told', saying)) as Joined);
    }
    told = saying;
    failures = 0;
    show({ kind: 'in', name: shownName });
  };

  /** @returns whether to go on. */
  const afterFailure = (error: unknown): boolean => {
    failures += 1;
    const why = error instanceof Refused ? error.why : undefined;
    if (why === 'token') {
      // It does not know this one any more: a new session, or a forgotten one.
      isIn = false;
      return true;
    }
    if (why !== undefined && final.includes(why)) {
      show({ kind: 'refused', why });
      return false;
    }
    show({ kind: 'unreachable' });
    return true;
  };

  const isClosed = () => closing.signal.aborted;

  const talk = async () => {
    token = await tokenOf(member);
    while (!isClosed()) {
      try {
        await sayAll();
        await sleep(leastGapMs, undefined, { signal: closing.signal });
        if (newest === told) await untilNews();
      } catch (error) {
        if (isClosed() || !afterFailure(error)) return;
        await sleep(waitAfter(failures), undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  };

  const untilNews = async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, beatMs, undefined);
    wake = () => {
      resolve(undefined);
    };
    closing.signal.addEventListener('abort', wake, { once: true });
    await promise;
    clearTimeout(timer);
    closing.signal.removeEventListener('abort', wake);
    wake = undefined;
  };

  const talking = talk();
  return {
    get status() {
      return status;
    },
    tell(state) {
      const next = toldOf(state, offersFile);
      if (JSON.stringify(next) === JSON.stringify(newest)) return;
      newest = next;
      wake?.();
    },
    async close() {
      closing.abort();
      await talking;
      if (status.kind !== 'in') return;
      const signal = AbortSignal.timeout(goodbyeMs);
      try {
        if (newest !== undefined && newest !== told) await ask('told', newest, signal);
        await ask('leave', undefined, signal);
      } catch {
        // It will see by itself that nobody is there.
      }
    },
  };
}

/** Longer each time, and not the same for all who lost the room at one moment. */
function waitAfter(failures: number): number {
  const wait = Math.min(firstWaitMs * 2 ** (failures - 1), mostWaitMs);
  return wait * (0.75 + Math.random() / 2);
}
