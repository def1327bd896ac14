import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { standing } from '../testing/learner.ts';
import type { Stranger } from './stranger.ts';

/** What attacks are on. */
export interface Target {
  readonly stranger: Stranger;
  readonly code: string;
  /** Ids of the workshop's steps. */
  readonly ids: readonly string[];
}

/** @returns how often the room answered with which status. */
type Tally = Readonly<Record<number, number>>;

/** Names that would do something where they are taken for more than text. */
export const hostileNames = [
  '<script>document.title="owned"</script>',
  '<img src=x onerror="document.title=1">',
  '=HYPERLINK("http://evil.example";"Ada")',
  '@SUM(1+1)*cmd|calc',
  '\u001b[2J\u001b]0;owned\u0007Eve',
  '\u202egnoL emaN',
  'long'.repeat(2_000),
  '__proto__',
];

/** A request after another, many at a time, for as long as it is let. */
export async function flood({ stranger, ids }: Target, signal: AbortSignal): Promise<Tally> {
  const body = JSON.stringify(standing(ids, 0));
  const flow = async () => {
    const statuses: number[] = [];
    while (!signal.aborted) {
      statuses.push(await stranger.send('POST', '/api/told', { body, token: 'none' }));
      await sleep(20);
    }
    return statuses;
  };
  return tallyOf((await Promise.all(Array.from({ length: 40 }, flow))).flat());
}

export async function guessCodes({ stranger }: Target, signal: AbortSignal): Promise<Tally> {
  const statuses: number[] = [];
  for (let guess = 0; guess < 2_000 && !signal.aborted; guess += 1) {
    const code = `A${String(guess).padStart(5, '2')}`;
    const body = JSON.stringify({ code, name: 'Eve', workshop: 'containerize-python' });
    statuses.push(await stranger.send('POST', '/api/join', { body, token: randomUUID() }));
    await sleep(5);
  }
  return tallyOf(statuses);
}

/** Who is in the room, and says too much, too long and too strange things. */
export async function misbehave(
  { stranger, ids }: Target,
  token: string,
  signal: AbortSignal,
): Promise<Tally> {
  const statuses: number[] = [];
  const bodies = [
    JSON.stringify(standing(ids, ids.length)),
    JSON.stringify({ ...standing(ids, 0), trouble: 'x'.repeat(1 << 20) }),
    JSON.stringify({ steps: [{ id: 'constructor', status: 'passed' }] }),
    JSON.stringify({ ...standing(ids, 0), name: 'near 1', id: 'near 1', token: 'x' }),
    '['.repeat(60_000),
    '{"steps":',
    '\u0000'.repeat(1_000),
  ];
  while (!signal.aborted) {
    for (const body of bodies) {
      statuses.push(await stranger.send('POST', '/api/told', { body, token }));
      await sleep(30);
    }
  }
  return tallyOf(statuses);
}

/** Connections that are opened, and never say to the end what they want. */
export async function dawdle({ stranger }: Target, count: number): Promise<readonly number[]> {
  const heads = [
    'G',
    'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ',
    'POST /api/told HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n{"steps":[',
  ];
  return Promise.all(
    Array.from({ length: count }, (_, index) => stranger.hang(heads[index % heads.length] ?? '')),
  );
}

/** @returns the token. */
export async function joinAs(name: string, { stranger, code }: Target): Promise<string> {
  const token = randomUUID();
  const body = JSON.stringify({ code, name, workshop: 'containerize-python' });
  await stranger.send('POST', '/api/join', { body, token });
  return token;
}

function tallyOf(statuses: readonly number[]): Tally {
  const groups = Object.groupBy(statuses, (status) => status);
  return Object.fromEntries(
    Object.entries(groups).map(([status, all = []]) => [status, all.length]),
  );
}
