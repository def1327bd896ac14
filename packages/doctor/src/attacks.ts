import { plain } from '@kit/checker';
import { canaries, runLimits, startThrowAwayEngine, whyNoThrowAwayEngines } from '@kit/harness';
import type { Canary, CanaryBench, Engine } from '@kit/harness';
import type { Check, Finding } from './check.ts';

export interface Attacks {
  readonly checks: readonly Check[];
  /** Ends what was made for them. */
  readonly close: () => Promise<void>;
}

/** So that a RUN has the network that it has where packages come from an index. */
const packageHosts = ['pypi.org'];

/** What strangers' files would try, tried; one at a time, so that none is held by another's limits. */
export function openAttacks(engine: Engine): Attacks {
  let before: Promise<unknown> = Promise.resolve();
  let bench: Promise<CanaryBench> | undefined;
  const checks = canaries.map((canary): Check => ({
    id: canary.id,
    title: canary.title,
    examine(machine) {
      const finding = before.then(async (): Promise<Finding> => {
        bench ??= openBench(engine);
        return release(canary, await bench, machine.signal);
      });
      before = finding.catch(() => undefined);
      return finding;
    },
  }));
  return {
    checks,
    async close() {
      const opened = await bench?.catch(() => undefined);
      await opened?.own?.stop();
    },
  };
}

/** On an engine as grading makes it, where it can. */
async function openBench(base: Engine): Promise<CanaryBench> {
  if ((await whyNoThrowAwayEngines(base)) !== undefined) return { engine: base };
  const hosts = base.standIn === undefined ? packageHosts : [];
  try {
    const own = await startThrowAwayEngine(base, runLimits(1), hosts);
    return { engine: own.engine, own };
  } catch {
    return { engine: base };
  }
}

async function release(canary: Canary, bench: CanaryBench, signal: AbortSignal): Promise<Finding> {
  const { verdict, found } = await canary.release(bench, signal);
  return { status: verdict, found: plain(found, 200) };
}
