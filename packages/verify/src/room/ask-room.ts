import type { Refusal } from './protocol.ts';

/** The room answered, and will not. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly why: Refusal;
  constructor(why: Refusal) {
    super(`The room refused: ${why}.`);
    this.why = why;
  }
}

const patienceMs = 5_000;

/**
 * Asks the room one thing.
 * @throws Refused; anything else means that it cannot be reached.
 */
export async function askRoom(
  url: string,
  { token, body = {}, signal }: { token: string; body?: object; signal: AbortSignal },
): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
    // Only the room that was named.
    redirect: 'error',
    signal: AbortSignal.any([AbortSignal.timeout(patienceMs), signal]),
  });
  const text = await answer.text();
  if (answer.status === 204) return undefined;
  const said = parse(text);
  if (answer.ok && said !== undefined) return said;
  if (said?.refused !== undefined) throw new Refused(said.refused as Refusal);
  throw new Error(`HTTP ${answer.status} is no answer of a room.`);
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
