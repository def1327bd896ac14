import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** One class on one day, from the opening of its room until it is forgotten. */
export interface Session {
  readonly id: string;
  readonly workshop: string;
  /** What learners type to come in. */
  readonly code: string;
  /** What opens the board; nobody guesses it. */
  readonly secret: string;
  readonly port: number;
  /** Milliseconds since the epoch. */
  readonly openedAt: number;
  /** When the plan began to run; absent until somebody passed a step, or the instructor began it. */
  readonly begunAt?: number;
}

/** Neither 0 nor O, 1 nor I nor L: it is read off a wall. */
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

export function newSession(workshop: string, port: number, now: number): Session {
  return {
    id: randomUUID(),
    workshop,
    code: Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join(''),
    secret: randomBytes(24).toString('base64url'),
    port,
    openedAt: now,
  };
}

/** `09:05`, as the clock of this machine has it. */
export function timeOf(time: number): string {
  return new Date(time).toTimeString().slice(0, 5);
}
