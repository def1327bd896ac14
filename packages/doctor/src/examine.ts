import { plain } from '@kit/checker';
import { unknown } from './check.ts';
import type { Check, Finding, Status } from './check.ts';
import type { Machine } from './machine.ts';
import type { CheckReport, DoctorReport } from './report.ts';
import { nameOf } from './system-name.ts';

/** Whether somebody has to do something about it. */
export function hasToBeMended(status: Status): boolean {
  return status === 'not ok' || status === 'not held';
}

/** For a check to say, once the signal is aborted, what it was that gave no answer. */
const graceMs = 500;

/** Makes all checks side by side; none is waited for long once the machine's signal is aborted. */
export async function examine(checks: readonly Check[], machine: Machine): Promise<DoctorReport> {
  const reports = await Promise.all(checks.map((check) => examineOne(check, machine)));
  return {
    schema: 'workshop/doctor/v1',
    system: nameOf(machine.system),
    outcome: reports.some(({ status }) => hasToBeMended(status)) ? 'not ok' : 'ok',
    checks: reports,
  };
}

async function examineOne({ id, title, examine }: Check, machine: Machine): Promise<CheckReport> {
  const finding = await Promise.race([
    examine(machine).catch((error: unknown) => unknown(plain(String(error), 200))),
    outOfTime(machine),
  ]);
  return { id, title, ...finding };
}

function outOfTime({ signal, patienceMs }: Machine): Promise<Finding> {
  const finding = unknown(`It could not be found out within ${patienceMs / 1000} seconds.`);
  const { promise, resolve } = Promise.withResolvers<Finding>();
  const end = () => void setTimeout(resolve, graceMs, finding);
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
  return promise;
}
