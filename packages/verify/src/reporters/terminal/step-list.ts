import width from 'fast-string-width';
import type { ShownStep } from '../../loop/loop-state.ts';
import type { Pen } from '@kit/terminal';

const colors = {
  passed: 'green',
  failed: 'red',
  blocked: 'dim',
  skipped: 'dim',
  error: 'yellow',
  waiting: 'dim',
} as const;

/** A line a step: mark, number, title, and what it took or what it waits for. */
export function stepList(steps: readonly ShownStep[], pen: Pen): readonly string[] {
  const titles = steps.map((step) => pen.clean(step.title));
  const column = Math.max(...titles.map((title) => width(title)));
  return steps.map((step, index) => {
    const title = titles[index] ?? '';
    const line = `  ${stepLine(step, index, pen)}`;
    const note = noteOf(step, steps);
    const space = ' '.repeat(column - width(title) + 3);
    const fits = width(line + space + note) <= pen.width;
    return fits ? line + space + pen.paint('dim', note) : line;
  });
}

/** Mark, number and title. */
export function stepLine(step: ShownStep, index: number, pen: Pen): string {
  const title = pen.clean(step.title);
  const isQuiet = quiet.has(step.status);
  const number = String(index + 1).padStart(2);
  return `${stepMark(step, pen)} ${number}  ${isQuiet ? pen.paint('dim', title) : title}`;
}

const quiet: ReadonlySet<string> = new Set(['blocked', 'skipped', 'waiting']);

export function stepMark({ status }: ShownStep, pen: Pen): string {
  return pen.paint(colors[status], pen.symbols[status]);
}

function noteOf(step: ShownStep, steps: readonly ShownStep[]): string {
  switch (step.status) {
    case 'passed':
    case 'failed':
      return duration(step.durationMs);
    case 'blocked':
      return `waits for step ${steps.findIndex(({ id }) => id === step.blockedBy) + 1}`;
    case 'skipped':
    case 'error':
      return 'not judged';
    case 'waiting':
      return 'the engine will tell';
  }
}

/** Milliseconds for people: `<1 ms`, `12 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1) return '<1 ms';
  if (ms < 1000) return `${Math.floor(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
