import type { StepResult } from '@kit/checker';
import type { Pen } from '@kit/terminal';

/** Each reason once, with the steps it holds for: first the kit's own faults, then what was not asked for. */
export function explainNotJudged(steps: readonly StepResult[], pen: Pen): readonly string[] {
  const errors = byReason(steps, 'error').map(({ reason, help, numbers }) => [
    ...pen.paragraph(`  ${pen.paint('yellow', pen.symbols.error)} `, `${numbers}: ${reason}`),
    ...pen.paragraph('    Do    ', help),
  ]);
  const skipped = byReason(steps, 'skipped').map(({ reason, numbers }) =>
    pen.paragraph('  ', `${numbers}: ${reason}`, 'dim'),
  );
  return [...errors, ...skipped].flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

interface Group {
  readonly reason: string;
  readonly help: string;
  readonly numbers: string;
}

function byReason(steps: readonly StepResult[], status: 'error' | 'skipped'): readonly Group[] {
  const found = steps.flatMap((step, index) => {
    if (step.status !== status) return [];
    return [{ number: index + 1, reason: step.reason, help: 'help' in step ? step.help : '' }];
  });
  const groups = Map.groupBy(found, ({ reason, help }) => JSON.stringify([reason, help]));
  return [...groups.values()].map((group) => ({
    reason: group[0]?.reason ?? '',
    help: group[0]?.help ?? '',
    numbers: stepNumbers(group.map(({ number }) => number)),
  }));
}

/** `Step 8`, `Steps 8 and 10`, `Steps 8 to 11`. */
export function stepNumbers(numbers: readonly number[]): string {
  const first = numbers[0] ?? 0;
  const last = numbers.at(-1) ?? 0;
  if (numbers.length === 1) return `Step ${first}`;
  if (numbers.length > 2 && last - first === numbers.length - 1) {
    return `Steps ${first} to ${last}`;
  }
  return `Steps ${numbers.slice(0, -1).join(', ')} and ${last}`;
}
