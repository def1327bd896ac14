import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Joined, Joining, Refusal, Told } from '@kit/verify/room';
import { heard, newLearner, shownName } from './learner.ts';
import type { Learner } from './learner.ts';
import type { Session } from './session.ts';

/** Who may come in, who is who, and how each of them stands. Knows no network and no database. */
export interface Room {
  readonly session: Session;
  readonly learners: readonly Learner[];
  /** Lets in whoever has this token from now on, and once only. */
  join(token: string, joining: Joining): Joined | Refusal;
  /** @returns the name that the learner is shown by. */
  hear(token: string, told: Told): Joined | Refusal;
  leave(token: string): Refusal | undefined;
  isCode(code: string): boolean;
  /** Whether a learner has this token. */
  knows(token: string): boolean;
  isSecret(secret: string): boolean;
  /** The plan runs from now on. */
  begin(): void;
  /** @returns whether there was such a learner. */
  remove(id: string): boolean;
}

export interface RoomRequest {
  readonly session: Session;
  readonly learners: readonly Learner[];
  /** Told who has changed; nobody where the session itself has. */
  readonly onChange: (learner?: Learner) => void;
  readonly now?: () => number;
}

export const mostLearners = 500;

export function createRoom(request: RoomRequest): Room {
  const { onChange, now = Date.now } = request;
  let { session } = request;
  const learners = new Map(request.learners.map((each) => [each.tokenHash, each]));

  const put = (learner: Learner) => {
    learners.set(learner.tokenHash, learner);
    onChange(learner);
  };
  const begin = () => {
    session = { ...session, begunAt: now() };
    onChange();
  };

  return {
    get session() {
      return session;
    },
    get learners() {
      return [...learners.values()];
    },
    isCode: (code) => isSame(code, session.code),
    knows: (token) => learners.has(hashOf(token)),
    isSecret: (secret) => isSame(secret, session.secret),
    join(token, { code, name, workshop }) {
      if (!isSame(code, session.code)) return 'code';
      if (workshop !== session.workshop) return 'workshop';
      if (name === '') return 'name';
      const tokenHash = hashOf(token);
      const known = learners.get(tokenHash);
      if (known !== undefined) return { name: shownName(known) };
      if (learners.size >= mostLearners) return 'full';
      const number = numberFor(name, [...learners.values()]);
      const identity = { id: randomUUID(), name, number, tokenHash };
      put(newLearner(identity, now()));
      return { name: shownName(identity) };
    },
    hear(token, told) {
      const before = learners.get(hashOf(token));
      if (before === undefined) return 'token';
      const learner = heard(before, told, now());
      put(learner);
      const hasPassed = Object.keys(learner.passedAt).length > 0;
      if (hasPassed && session.begunAt === undefined) begin();
      return { name: shownName(learner) };
    },
    leave(token) {
      const before = learners.get(hashOf(token));
      if (before === undefined) return 'token';
      put({ ...before, seenAt: now(), hasLeft: true });
      return undefined;
    },
    begin,
    remove(id) {
      const learner = [...learners.values()].find((each) => each.id === id);
      if (learner === undefined) return false;
      learners.delete(learner.tokenHash);
      onChange();
      return true;
    },
  };
}

/** The first that gives a shown name which nobody has. */
function numberFor(name: string, learners: readonly Learner[]): number {
  const taken = new Set(learners.map((learner) => folded(shownName(learner))));
  let number = 1;
  while (taken.has(folded(shownName({ name, number })))) number += 1;
  return number;
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** In a time that tells nothing of how much of it is right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [
    Buffer,
    Buffer,
  ];
  return timingSafeEqual(a, b);
}
