import type { Pen } from '@kit/terminal';
import { stepList } from '../reporters/terminal/step-list.ts';
import { chosenStep } from './scene.ts';
import type { Scene } from './scene.ts';

/** All steps with their status and time; one is chosen, for the keys that are about a step. */
export function listPage(scene: Scene, pen: Pen): readonly string[] {
  const chosen = chosenStep(scene);
  return stepList(scene.state.steps, pen).map((line, index) =>
    index === chosen ? pen.paint('cyan', '>') + line.slice(1) : line,
  );
}
