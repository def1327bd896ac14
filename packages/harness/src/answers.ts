import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import type { Answer } from './probe.ts';
import { ask, askUntilAnswered } from './probe.ts';
import type { RunningContainer } from './run.ts';

// What has answered well is asked again: an app that ends or changes after that serves nobody.

type Answered = Extract<Answer, { readonly kind: 'answered' }>;
export type OtherAnswer = Omit<Answered, 'kind'>;
export type Ended = Awaited<RunningContainer['exited']> & { readonly kind: 'exited' };

/** Milliseconds that each answer after the first may take. */
export const againMs = 5_000;
const pauseMs = 30;

/** How many answers are wanted of a container; never the same for long, so that none counts on it. */
export function wantedAnswers(): number {
  return randomInt(2, 5);
}

/**
 * Asks until something answers, and what answers well several times.
 * @param answers is given each as it comes.
 * @returns the last one.
 */
export async function askSeveralTimes(
  url: string,
  { deadline, signal }: { readonly deadline: number; readonly signal: AbortSignal },
  answers: Answer[],
): Promise<Answer> {
  let answer = await askUntilAnswered(url, { deadline, signal });
  answers.push(answer);
  for (let left = wantedAnswers() - 1; left > 0 && isGood(answer); left -= 1) {
    await sleep(pauseMs, undefined, { signal });
    answer = await ask(url, againMs, signal);
    answers.push(answer);
  }
  return answer;
}

function isAnswer(last: { readonly kind: string }): last is Answered {
  return last.kind === 'answered';
}

function isGood(last: { readonly kind: string }): last is Answered {
  return isAnswer(last) && last.status < 400;
}

/** How a container ended, where it has by now. */
export async function endOf(
  engine: Engine,
  { id, exited }: Pick<RunningContainer, 'id' | 'exited'>,
  last: { readonly kind: string },
): Promise<Ended | undefined> {
  const asEnded = async () => ({ kind: 'exited', ...(await exited) }) as const;
  // A server that dies closes its connections a moment before its end is known.
  const momentMs = last.kind === 'refused' ? 1_000 : 150;
  if (!isGood(last)) return Promise.race([asEnded(), sleep(momentMs, undefined)]);
  const inspected = engine.client.getContainer(id).inspect();
  const { State } = await withDeadline(inspected, 'being asked how a container is');
  return State.Running ? undefined : asEnded();
}

/** What several answers come to: the first, where all are answers, or else the last. */
export type Conclusion<Last> =
  /** `others`: those after it that were not the same. */
  | (Answered & { readonly others?: readonly OtherAnswer[] })
  /** `answeredBefore`: how often it had answered well; absent where never. */
  | (Exclude<Last, Answered> & { readonly answeredBefore?: number });

/**
 * @param answers in the order in which they came.
 * @param last the last of them, or what came in its place.
 */
export function conclude<Last extends { readonly kind: string }>(
  answers: readonly (Answered | Last)[],
  last: Answered | Last,
): Conclusion<Last> {
  const before = answers.filter(isGood).filter((each) => each !== last);
  if (!isAnswer(last)) {
    const ending = last as Exclude<Last, Answered>;
    return before.length === 0 ? ending : { ...ending, answeredBefore: before.length };
  }
  const first = before[0] ?? last;
  const others = [...before, last]
    .filter(({ status, body }) => status !== first.status || body !== first.body)
    .map(({ status, body }) => ({ status, body }));
  return others.length === 0 ? first : { ...first, others };
}

/** Whether no answer had the status of an error. */
export function isAllGood({
  status,
  others = [],
}: {
  readonly status: number;
  readonly others?: readonly OtherAnswer[];
}): boolean {
  return [status, ...others.map((other) => other.status)].every((each) => each < 400);
}
