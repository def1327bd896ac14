import { randomUUID } from 'node:crypto';
import type { Joined, Told, ToldStep } from '@kit/verify/room';

/** For tests: a learner without a kit, who says what the test wants. */
export interface TestLearner extends Joined {
  readonly token: string;
  tell(told: Told): Promise<number>;
}

export async function joinRoom(
  origin: string,
  code: string,
  name: string,
  workshop = 'containerize-python',
): Promise<TestLearner> {
  const token = randomUUID();
  const [status, said] = await post(`${origin}/api/join`, { code, name, workshop }, token);
  if (status !== 200) throw new Error(`HTTP ${status}`);
  return {
    token,
    name: (said as Joined).name,
    async tell(told) {
      const [status] = await post(`${origin}/api/told`, told, token);
      return status;
    },
  };
}

/** @returns status and what was said. */
export async function post(
  url: string,
  body: unknown,
  token?: string,
): Promise<readonly [number, unknown]> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return [answer.status, text.startsWith('{') ? (JSON.parse(text) as unknown) : text];
}

/** The first so many passed; the next one failed, for this reason; the rest waits. */
export function standing(
  ids: readonly string[],
  passed: number,
  message = 'Something is to mend.',
): Told {
  return {
    steps: ids.map((id, index): ToldStep => {
      if (index < passed) return { id, status: 'passed' };
      if (index > passed) return { id, status: 'blocked' };
      const problem = { check: 'a-check', message, why: 'It matters.', help: 'Mend it.' };
      return { id, status: 'failed', problems: [{ ...problem, lines: [2, 2] }] };
    }),
  };
}
