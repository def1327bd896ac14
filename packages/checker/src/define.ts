import { problemOfGrading } from './define-grading.ts';
import type { Goal, Step, Workshop } from './step.ts';

const goals: readonly Goal[] = ['parse', 'build', 'tag', 'serve'];

/**
 * Declares one step of a workshop; what a single step can get wrong is said at
 * load.
 * @throws Error for the author: an id that is not kebab-case, a step that
 * needs itself, a step without checks.
 */
export function defineStep(step: Step): Step {
  const problem = problemOfStep(step);
  if (problem !== undefined) throw new Error(`Step "${step.id}": ${problem}`);
  return step;
}

/**
 * Declares a workshop: its steps in the order in which they are judged.
 * @throws Error for the author: no steps, an id used twice, a need that is no
 * earlier step, a grading of other steps.
 */
export function defineWorkshop(workshop: Workshop): Workshop {
  if (workshop.steps.length === 0) throw new Error(`Workshop "${workshop.name}" has no steps.`);
  const { grading } = workshop;
  const steps = [...workshop.steps, ...(grading?.steps ?? [])];
  const earlier = new Set<string>();
  for (const step of steps) {
    const where = `Workshop "${workshop.name}", step "${step.id}"`;
    if (earlier.has(step.id)) throw new Error(`${where}: an earlier step has this id.`);
    for (const need of step.needs) {
      if (!earlier.has(need)) {
        throw new Error(`${where}: it needs "${need}", which is no step before it.`);
      }
    }
    earlier.add(step.id);
  }
  const problem = grading && problemOfGrading(grading, steps);
  if (problem !== undefined) throw new Error(`Workshop "${workshop.name}", grading: ${problem}`);
  return workshop;
}

function problemOfStep(step: Step): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(step.id)) return 'an id is written in kebab-case.';
  if (step.title.trim() === '') return 'it has no title.';
  if (!goals.includes(step.goal)) return `"${step.goal}" is no goal.`;
  if (step.needs.includes(step.id)) return 'it needs itself.';
  if (step.checks.length === 0) return 'it has no checks: it would pass whatever comes.';
  const { minutes = 1 } = step;
  if (!Number.isInteger(minutes) || minutes < 1) return 'its minutes are a whole number from 1.';
  return undefined;
}
