import type { Pen } from '@kit/terminal';
import { chosenStep } from './scene.ts';
import type { Scene } from './scene.ts';

/** The hint that was asked for, as long as its step is the one to work on. */
export function hintLines(scene: Scene, pen: Pen): readonly string[] {
  const { hint } = scene.view;
  const lesson = scene.lessons[chosenStep(scene)];
  if (hint === undefined || lesson?.step.id !== hint.step) return [];
  const text = lesson.hints[hint.number - 1];
  if (text === undefined) return [];
  const label = `Hint ${hint.number} of ${lesson.hints.length}`;
  return pen.paragraph(`  ${pen.paint(['bold', 'magenta'], label)}  `, text);
}
