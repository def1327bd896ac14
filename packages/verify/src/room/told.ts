import { cut } from '@kit/checker';
import type { Diagnostic } from '@kit/checker';
import type { LoopState, ShownStep } from '../loop/loop-state.ts';
import { limits } from './protocol.ts';
import type { Told, ToldProblem, ToldStep } from './protocol.ts';

/**
 * What the room is told of a learner's work: verdicts and the messages that belong to them.
 * @param offersFile the text of the Dockerfile too; no other file ever.
 */
export function toldOf({ steps, trouble, report }: LoopState, offersFile: boolean): Told {
  const source = offersFile ? report?.submission.source : undefined;
  return {
    steps: steps.map(toldStep),
    ...(trouble && { trouble: cut(trouble.reason, limits.textLength) }),
    ...(source !== undefined && { dockerfile: cut(source, limits.dockerfileLength) }),
  };
}

function toldStep(step: ShownStep): ToldStep {
  const { id, status } = step;
  const problems = problemsOf(step);
  return { id, status, ...(problems.length > 0 && { problems }) };
}

function problemsOf(step: ShownStep): readonly ToldProblem[] {
  switch (step.status) {
    case 'failed':
      return step.diagnostics.slice(0, limits.problems).map(problemOf);
    case 'error':
      return [bounded({ check: 'not-judged', message: step.reason, why: '', help: step.help })];
    default:
      return [];
  }
}

function problemOf({ check, message, why, help, range }: Diagnostic): ToldProblem {
  const problem = bounded({ check, message, why, help });
  return range === undefined
    ? problem
    : { ...problem, lines: [range.start.line, range.end.line] as const };
}

function bounded({ check, message, why, help }: ToldProblem): ToldProblem {
  return {
    check,
    message: cut(message, limits.textLength),
    why: cut(why, limits.textLength),
    help: cut(help, limits.textLength),
  };
}
