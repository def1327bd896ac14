import { isWrongTime } from '@kit/bundle/registry';
import { notOk, ok, unknown } from '../check.ts';
import type { Check, Finding } from '../check.ts';
import { setClock } from '../commands.ts';
import type { EngineFound } from '../engine.ts';
import type { Machine } from '../machine.ts';
import type { Answer } from '../web.ts';

/** More than this, and certificates and tokens may be refused. */
const toleranceMs = 60_000;

/** This machine's clock is right, and the engine's too; who answers on the Internet tells the time. */
export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  async examine(machine) {
    const [web, found] = await Promise.all([fromWeb(machine), machine.engine()]);
    const engineOff = offOfEngine(found);
    if (web === 'wrong') {
      return wrong('No certificate holds at its time', machine);
    }
    if (web !== undefined && Math.abs(web) > toleranceMs) return wrong(told(web), machine);
    if (engineOff !== undefined && Math.abs(engineOff) > toleranceMs) {
      return notOk(
        `The engine’s is ${durationOf(engineOff)} ${engineOff > 0 ? 'behind' : 'ahead of'} this machine’s.`,
        {
          text: 'Restart the engine: its virtual machine has slept. Where that does not help, set its clock.',
        },
      );
    }
    if (web !== undefined) {
      return ok(
        engineOff === undefined
          ? 'It agrees with the Internet’s.'
          : 'It agrees with the Internet’s, and the engine’s does too.',
      );
    }
    // An engine on the same kernel has the same clock: no witness.
    return engineOff !== undefined && found.kind === 'answers' && !found.isHere
      ? ok('It agrees with the engine’s; nobody on the Internet could be asked.')
      : unknown('Nobody on the Internet could be asked for the time.');
  },
};

function wrong(what: string, { system }: Machine): Finding {
  return notOk(`${what}: downloads will fail.`, { text: 'Set it:', ...setClock(system) });
}

function told(off: number): string {
  return `It is ${durationOf(off)} ${off > 0 ? 'ahead' : 'behind'}`;
}

/** @returns how far this clock is ahead, `wrong` where all that was heard is that it is. */
async function fromWeb({ registry, pythonIndex }: Machine): Promise<number | 'wrong' | undefined> {
  const answers = [registry(), pythonIndex()];
  try {
    return await Promise.any(answers.map(async (answer) => offOf(await answer)));
  } catch (error) {
    const { errors } = error as AggregateError;
    return errors.some((each) => isWrongTime(each)) ? 'wrong' : undefined;
  }
}

/** RFC 9110: the date is in whole seconds. @throws where there is none. */
function offOf({ header, receivedAt }: Answer): number {
  const date = Date.parse(header('date') ?? '');
  if (Number.isNaN(date)) throw new Error('It tells no time.');
  return receivedAt - date;
}

function offOfEngine(found: EngineFound): number | undefined {
  if (found.kind === 'none') return undefined;
  const time = Date.parse(found.info.SystemTime ?? '');
  return Number.isNaN(time) ? undefined : found.askedAt - time;
}

function durationOf(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
