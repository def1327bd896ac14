import type { BuildProgress } from '@kit/harness';
import type { VerifyEvent } from '../observer.ts';
import type { BuildInstruction, Work } from './loop-state.ts';

/**
 * What is being done, after one more event.
 * @param now milliseconds since the epoch.
 */
export function workAfter(
  work: Work | undefined,
  event: VerifyEvent,
  now: number,
): Work | undefined {
  switch (event.kind) {
    case 'working':
      return { step: event.step.id, instructions: ended(work?.instructions ?? [], now) };
    case 'note':
      return work && { ...work, said: event.text };
    case 'build':
      return work && afterProgress(work, event.progress, now);
    case 'judged':
      return work;
  }
}

/** The same for what a build says. */
export function afterProgress(work: Work, progress: BuildProgress, now: number): Work {
  switch (progress.kind) {
    case 'output':
      return progress.line.trim() === '' ? work : { ...work, said: progress.line };
    case 'pull':
      return { ...work, said: progress.text };
    case 'instruction':
    case 'cached':
      return { step: work.step, instructions: withInstruction(work.instructions, progress, now) };
  }
}

/** The classic builder tells of an instruction twice where it has it in its cache. */
function withInstruction(
  instructions: readonly BuildInstruction[],
  { kind, number, total, text }: Extract<BuildProgress, { readonly number: number }>,
  now: number,
): readonly BuildInstruction[] {
  const others = instructions.filter((each) => each.number !== number || each.text !== text);
  const cached = kind === 'cached';
  const begun = { number, total, text, cached, startedAt: now, ...(cached && { durationMs: 0 }) };
  return [...ended(others, now), begun];
}

/** None of them is worked on any more. */
export function ended(
  instructions: readonly BuildInstruction[],
  now: number,
): readonly BuildInstruction[] {
  return instructions.map((each) =>
    each.durationMs === undefined ? { ...each, durationMs: now - each.startedAt } : each,
  );
}
