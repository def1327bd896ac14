import type { Pen } from '@kit/terminal';
import { changesOf, diffLines } from './diff.ts';
import type { DiffLine } from './diff.ts';
import { spaced } from './fitting.ts';
import type { Lesson } from './lesson.ts';
import { chosenStep } from './scene.ts';
import type { Scene } from './scene.ts';

/** Nobody reads on, and every line is wrapped at every draw. */
const mostLines = 500;
const marks = { same: ' ', removed: '-', added: '+' } as const;
const colors = { same: 'dim', removed: 'red', added: 'green' } as const;

/** The solution of a step, as what would change in the learner's Dockerfile. */
export function solutionPage(scene: Scene, pen: Pen): readonly string[] {
  const index = chosenStep(scene);
  const lesson = scene.lessons[index];
  if (lesson === undefined) return [];
  const { step, solution } = lesson;
  const lines = nearest(scene.state.report?.submission.source ?? '', scene.lessons.slice(index));
  const title = `Solution of step ${index + 1}: ${step.title}`;
  const told =
    changesOf(lines) === 0
      ? 'Your Dockerfile is like this already.'
      : 'One way to write it; `+` is what it has, `-` is what only yours has. Other ways pass as well.';
  return spaced(
    pen.paragraph('  ', title, 'bold'),
    pen.paragraph('  ', told),
    lines
      .slice(0, mostLines)
      .map(({ kind, text }) =>
        pen.paint(colors[kind], pen.oneLine(`    ${marks[kind]} `, text)).trimEnd(),
      ),
    ignoreLines(solution.ignoreFile, pen),
    commandLines(solution.commands, pen),
  );
}

/** Of this solution and those of later steps the one that changes least: who wrote further is to lose nothing. */
function nearest(source: string, lessons: readonly Lesson[]): readonly DiffLine[] {
  const diffs = lessons.map(({ solution }) => diffLines(source, solution.dockerfile));
  return diffs.reduce((best, each) => (changesOf(each) < changesOf(best) ? each : best));
}

function ignoreLines(ignoreFile: string | undefined, pen: Pen): readonly string[] {
  if (ignoreFile === undefined) return [];
  return [
    ...pen.paragraph('  ', 'And in `.dockerignore`, beside it:'),
    ...ignoreFile
      .trimEnd()
      .split('\n')
      .map((line) => pen.paint('green', pen.oneLine('    + ', line))),
  ];
}

function commandLines(commands: readonly string[], pen: Pen): readonly string[] {
  if (commands.length === 0) return [];
  return [
    ...pen.paragraph('  ', 'And in the folder of the Dockerfile:'),
    ...commands.map((command) => pen.paint('green', pen.oneLine('    + ', command))),
  ];
}
