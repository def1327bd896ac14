import width from 'fast-string-width';
import type { ShownStep } from '../loop/loop-state.ts';
import type { Pen } from '@kit/terminal';
import { stepLine, stepMark } from '../reporters/terminal/step-list.ts';
import { passedOf, presentStep } from './scene.ts';
import type { Scene } from './scene.ts';

/** Below this the place of the folder says nothing any more. */
const shortestName = 16;

/** One line: whose steps these are, and how many passed. */
export function head({ workshop, directory, state }: Scene, pen: Pen): string {
  const bar = progressBar(state.steps, pen);
  const room = pen.width - width(bar) - 4;
  if (room < shortestName) return `  ${bar}`;
  const name = oneLineIn(`${workshop} ${pen.symbols.dot} ${directory}`, room, pen);
  return `  ${pen.paint('bold', name)}${' '.repeat(room - width(name) + 2)}${bar}`;
}

/** `[#####>     ] 5 of 11` */
export function progressBar(steps: readonly ShownStep[], pen: Pen): string {
  const passed = passedOf(steps);
  const rest = steps.length - passed;
  const tip = rest === 0 ? '' : '>';
  const done = pen.paint('green', `${'#'.repeat(passed)}${tip}`);
  return `[${done}${' '.repeat(rest - tip.length)}] ${passed} of ${steps.length}`;
}

/** The steps in two columns; where the window is narrow or low, their marks in one line. */
export function stepOverview(scene: Scene, isRoomy: boolean, pen: Pen): readonly string[] {
  const { steps, work } = scene.state;
  const mark = (step: ShownStep) =>
    step.id === work?.step && step.status === 'waiting'
      ? pen.paint('cyan', '>')
      : stepMark(step, pen);
  const present = presentStep(scene.state);
  if (!isRoomy) return [`  ${steps.map(mark).join('')}`];
  const half = Math.ceil(steps.length / 2);
  const lines = steps.map((step, index) => {
    const line = stepLine(step, index, pen).replace(stepMark(step, pen), () => mark(step));
    const isPresent = index === present && step.status !== 'passed';
    return isPresent ? pen.paint('bold', line) : line;
  });
  const column = Math.max(...lines.slice(0, half).map((line) => width(line))) + 4;
  return lines.slice(0, half).map((line, index) => {
    const right = lines[half + index];
    return `  ${line}${right === undefined ? '' : ' '.repeat(column - width(line)) + right}`;
  });
}

function oneLineIn(text: string, room: number, pen: Pen): string {
  const clean = pen.clean(text).replaceAll('\n', ' ');
  if (width(clean) <= room) return clean;
  let cut = clean.slice(0, room);
  while (width(cut) > room - 1) cut = [...cut].slice(0, -1).join('');
  return cut + pen.symbols.cut;
}
