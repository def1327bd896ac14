import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClass } from '../testing/class/make-class.ts';
import { outcomesIn, startGrade } from '../testing/grade-process.ts';
import { startOwnEngine, whyNoOwnEngine } from '../testing/own-engine.ts';
import type { OwnEngine } from '../testing/own-engine.ts';
import { hostileCases } from './cases/index.ts';
import { honest } from './dockerfiles.ts';
import { handIn, isSubmission } from './hand-in.ts';
import { learner } from './machine-bench.ts';

// Ten among ninety: whoever is honest has the verdict that they have without them.
const ten = ['P-10', 'C-10', 'B-02', 'B-09', 'R-01', 'R-02', 'R-04', 'R-13', 'R-14', 'R-16'];
const mostMebibytes = 300;
/** While pieces of four submissions, as large as are let in, are on their way at one time. */
const mostMebibytesOnTheWay = 350;

describe.skipIf(whyNoOwnEngine !== undefined)('a class with ten that are hostile', () => {
  let engine: OwnEngine;
  let folder = '';
  beforeAll(() => {
    engine = startOwnEngine();
    folder = mkdtempSync(path.join(tmpdir(), 'ninety-'));
  }, 600_000);
  afterAll(() => {
    engine[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  }, 120_000);

  async function grade(out: string, directory = path.join(folder, 'class')) {
    const grading = startGrade([directory, '--out', out, '--fresh'], engine.env);
    let peak = 0;
    const watching = setInterval(() => {
      peak = Math.max(peak, residentMebibytes(grading.pid));
    }, 100);
    const { code, said } = await grading.ended;
    clearInterval(watching);
    expect(code, said).toBe(0);
    return { peak, outcomes: outcomesIn(out) };
  }

  test('no good verdict changes, and the grader stays small', async () => {
    const good = makeClass(path.join(folder, 'class'), { size: 90 }).map(({ name }) => name);
    const without = await grade(path.join(folder, 'without'));
    using hostile = await handIn(
      hostileCases.filter(isSubmission).filter(({ id }) => ten.includes(id)),
    );
    // Not copied: one has a file with a hole of 100 GB.
    for (const name of readdirSync(hostile.directory)) {
      renameSync(path.join(hostile.directory, name), path.join(folder, 'class', name));
    }
    const among = await grade(path.join(folder, 'among'));
    const only = Object.entries(among.outcomes).filter(([name]) => good.includes(name));
    expect(Object.fromEntries(only)).toEqual(without.outcomes);
    for (const id of ten) expect(['failed', 'refused'], id).toContain(among.outcomes[id]);
    expect(among.peak).toBeLessThan(mostMebibytes);
    expect(engine.processes()).toBe(0);
  });

  test('files as large as are let in are never in its memory', async () => {
    const large = Array.from({ length: 6 }, (_, index) => learner(`large-${index}`, honest));
    using handedIn = await handIn(large);
    for (const { id } of large) {
      writeFileSync(path.join(handedIn.directory, id, 'data'), randomBytes(50_000_000));
    }
    const { peak, outcomes } = await grade(path.join(folder, 'large'), handedIn.directory);
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['passed']));
    expect(peak).toBeLessThan(mostMebibytesOnTheWay);
  });
});

/** The most that a process has had; proc(5). */
function residentMebibytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
