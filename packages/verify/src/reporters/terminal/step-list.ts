import type { StepResult } from '@kit/checker';
import width from 'fast-string-width';
import type { Pen } from './pen.ts';

const colors = {
  passed: 'green',
  failed: 'red',
  blocked: 'dim',
  skipped: 'dim',
  error: 'yellow',
} as const;

/** A line a step: mark, number, title, and what it took or what it waits for. */
export function stepList(steps: readonly StepResult[], pen: Pen): readonly string[] {
  const titles = steps.map((step) => pen.clean(step.title));
  const column = Math.max(...titles.map((title) => width(title)));
  return steps.map((step, index) => {
    const title = titles[index] ?? '';
    const number = String(index + 1).padStart(2);
    const mark = pen.paint(colors[step.status], pen.symbols[step.status]);
    const quiet = step.status === 'blocked' || step.status === 'skipped';
    const line = `  ${mark} ${number}  ${quiet ? pen.paint('dim', title) : title}`;
    const note = noteOf(step, steps);
    const space = ' '.repeat(column - width(title) + 3);
    const fits = width(line + space + note) <= pen.width;
    return fits ? line + space + pen.paint('dim', note) : line;
  });
}

function noteOf(step: StepResult, steps: readonly StepResult[]): string {
  switch (step.status) {
    case 'passed':
    case 'failed':
      return duration(step.durationMs);
    case 'blocked':
      return `waits for step ${steps.findIndex(({ id }) => id === step.blockedBy) + 1}`;
    case 'skipped':
    case 'error':
      return 'not judged';
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
