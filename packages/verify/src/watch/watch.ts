import type { Workshop } from '@kit/checker';
import { writeTo } from '@kit/harness/write-to';
import { Interrupted } from '../interruption.ts';
import type { LoopState } from '../loop/loop-state.ts';
import { createPen, isInteractive, styleOf } from '@kit/terminal';
import { exitCodes, outcomeOf } from '../report.ts';
import type { RoomRequest } from '../room/room-link.ts';
import { watchInLog } from './in-log.ts';
import { watchOnScreen } from './on-screen.ts';
import { progressBar } from './head.ts';
import { passedOf } from './scene.ts';

export interface WatchRequest {
  readonly workshop: Workshop;
  /** Folder to judge, relative to the working directory. */
  readonly directory: string;
  readonly mode: 'static' | 'full';
  readonly noColor: boolean;
  /** Where the instructor sees how the learner stands. */
  readonly room?: RoomRequest;
}

/**
 * `pnpm verify --watch`: judges at every save, until the learner has enough.
 * @returns the exit code that the last verdicts give.
 */
export async function watch(request: WatchRequest, signal: AbortSignal): Promise<number> {
  const canBeDrawnOn = process.stdin.isTTY && isInteractive(process.stdout);
  const state = await (canBeDrawnOn ? watchOnScreen(request, signal) : watchInLog(request, signal));
  if (signal.aborted && !(signal.reason instanceof Interrupted)) signal.throwIfAborted();
  if (canBeDrawnOn) await writeTo(process.stdout, farewell(state, request.noColor));
  return exitCodes[outcomeAt(state)];
}

/** What is left on the terminal when the screen is gone. */
function farewell({ steps }: LoopState, noColor: boolean): string {
  const pen = createPen(styleOf(process.stdout, noColor));
  const bar = progressBar(steps, pen);
  const isDone = passedOf(steps) === steps.length;
  const rest = isDone
    ? 'All steps passed.'
    : 'Go on whenever you like: the same command begins where you are.';
  return `${bar}\n${pen.paragraph('', rest).join('\n')}\n`;
}

function outcomeAt({ steps, trouble }: LoopState): 'passed' | 'failed' | 'error' {
  const judged = steps.filter((step) => step.status !== 'waiting');
  return trouble !== undefined || judged.length === 0 ? 'error' : outcomeOf(judged);
}
