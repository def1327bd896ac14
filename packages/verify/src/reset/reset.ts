import type { Workshop } from '@kit/checker';
import { writeTo } from '@kit/harness/write-to';
import { ask } from '../ask.ts';
import { createPen, isInteractive, styleOf, UsageError, whyNot } from '@kit/terminal';
import { describeReset, isNothingToReset } from './describe-reset.ts';
import { resetLines } from './reset-lines.ts';
import { carryOutReset, planReset } from './reset-plan.ts';

interface ResetRequest {
  readonly workshop: Workshop;
  readonly directory: string;
  /** `--yes`: nobody is asked. */
  readonly yes: boolean;
  readonly noColor: boolean;
}

/**
 * `pnpm verify --reset`: says what starting over removes, asks, and does it.
 * @throws UsageError where nobody can be asked, or a copy cannot be kept.
 */
export async function reset(request: ResetRequest, signal: AbortSignal): Promise<void> {
  const plan = await planReset(request.workshop, request.directory);
  const description = describeReset(plan);
  const pen = createPen(styleOf(process.stdout, request.noColor));
  const say = (lines: readonly string[]) => writeTo(process.stdout, `${lines.join('\n')}\n`);
  if (isNothingToReset(description)) {
    await say(pen.paragraph('', 'There is nothing to remove: this is where the workshop begins.'));
    return;
  }
  await say(['', ...resetLines(description, pen), '']);
  if (!request.yes && !(await mayRemove(signal))) {
    await say(pen.paragraph('  ', 'Nothing was removed.'));
    return;
  }
  const { note } = await carryOutReset(plan).catch((error: unknown) => {
    throw new UsageError(`Nothing was started over: ${whyNot(error)}.`, { cause: error });
  });
  if (note !== undefined) await say(pen.paragraph('  ', note));
  await say(pen.paragraph('  ', 'Removed. `pnpm verify` says how the workshop begins.'));
}

async function mayRemove(signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY || !isInteractive(process.stdout)) {
    throw new UsageError('Nobody can be asked here. Add `--yes` where that is what you want.');
  }
  const answer = await ask('  Start over? [y/N] ', process.stdout, signal);
  return /^\s*y/i.test(answer ?? '');
}
