import path from 'node:path';
import type { Check, Step, StepResult } from '@kit/checker';
import { layOut, verifySubmission } from '@kit/verify';
import type { Attempt } from '@kit/verify';
import type { Content } from './content.ts';
import { playLearner } from './play-learner.ts';

/** What became of an attempt. */
export interface Judged {
  /** By step id. */
  readonly results: ReadonlyMap<string, StepResult>;
  /** Checks that did not hold. */
  readonly tripped: ReadonlySet<Check>;
}

/** Judges attempts, each at most once; without one it is the app as it comes. */
export interface Judge {
  /** What needs no engine. */
  readonly statically: (attempt?: Attempt) => Promise<Judged>;
  /** The whole line. @throws Error where an engine could not be had, or failed. */
  readonly onEngine: (attempt?: Attempt) => Promise<Judged>;
}

/** @param signal stops at the next word of the engine, after cleaning up there. */
export function createJudge(content: Content, signal: AbortSignal): Judge {
  return {
    statically: once((attempt) => judge(content, attempt, 'static', signal)),
    onEngine: once((attempt) => judge(content, attempt, 'full', signal)),
  };
}

function once(
  judge: (attempt?: Attempt) => Promise<Judged>,
): (attempt?: Attempt) => Promise<Judged> {
  const known = new Map<string, Promise<Judged>>();
  return (attempt) => {
    const key = attempt?.directory ?? '';
    const judged = known.get(key) ?? judge(attempt);
    known.set(key, judged);
    return judged;
  };
}

async function judge(
  { root, workshop }: Content,
  attempt: Attempt | undefined,
  mode: 'static' | 'full',
  signal: AbortSignal,
): Promise<Judged> {
  const app = path.join(root, workshop.app);
  const tripped = new Set<Check>();
  const steps = workshop.steps.map((step) => recording(step, tripped));
  await using learner = await layOut(app, attempt);
  const report = await verifySubmission(
    {
      workshop: { ...workshop, steps },
      directory: learner.path,
      mode,
      openSession: playLearner(app, attempt),
    },
    () => undefined,
    signal,
  );
  for (const result of report.steps) {
    if (result.status === 'error') throw new CannotTry(result.reason, result.help);
  }
  return { results: new Map(report.steps.map((result) => [result.id, result])), tripped };
}

/** The engine's fault, or the machine's. */
class CannotTry extends Error {
  readonly help: string;

  constructor(message: string, help: string) {
    super(message);
    this.help = help;
  }
}

/** The step, with checks that write down when they do not hold. */
function recording(step: Step, tripped: Set<Check>): Step {
  const checks = step.checks.map((check) => ({
    ...check,
    judge: (witness: Parameters<Check['judge']>[0]) => {
      const verdict = check.judge(witness);
      if (verdict.kind === 'broken') tripped.add(check);
      return verdict;
    },
  }));
  return { ...step, checks };
}
