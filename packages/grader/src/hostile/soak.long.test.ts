import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClass } from '../testing/class/make-class.ts';
import { startGrade } from '../testing/grade-process.ts';
import { whyNoOwnEngine } from '../testing/own-engine.ts';
import { besidesNode, openMachineBench } from './machine-bench.ts';
import type { MachineBench } from './machine-bench.ts';

// However many there are, nothing becomes more with each of them.
const submissions = Number(process.env.SOAK_SUBMISSIONS ?? '60');
const not = whyNoOwnEngine === undefined ? '' : ` (not here: ${whyNoOwnEngine})`;

describe.skipIf(whyNoOwnEngine !== undefined)(`after ${submissions} submissions${not}`, () => {
  let bench: MachineBench;
  beforeAll(() => {
    bench = openMachineBench();
  }, 300_000);
  afterAll(() => {
    bench[Symbol.dispose]();
  }, 120_000);

  const openFiles = (pid: number) => readdirSync(`/proc/${pid}/fd`).length;
  /** What the engine holds, and this machine for it. */
  const held = () => ({
    objects: bench.left(),
    processes: bench.engine.processes(),
    groups: bench.engine.groups(),
    mounts: readFileSync(`/proc/${bench.engine.daemon()}/mountinfo`, 'utf8')
      .split('\n')
      // Those of the rest of the machine come and go.
      .filter((line) => line.includes(bench.engine.env.WORKSHOP_ENGINE_HOME)).length,
    temporary: besidesNode(bench.out('temporary')),
  });

  test('nothing is left, and nothing grew', async () => {
    const grade = (size: number, seed: number, name: string) => {
      const directory = bench.out(`class-${name}`);
      makeClass(directory, { size, seed });
      const env = { ...bench.env, TMPDIR: bench.out('temporary') };
      return startGrade([directory, '--out', bench.out(name)], env);
    };
    // What an engine makes once, it has made by then.
    const first = await grade(6, 2, 'first').ended;
    expect(first.code, first.said).toBe(0);
    await expect.poll(() => bench.engine.processes()).toBe(0);
    const [before, files] = [held(), openFiles(bench.engine.daemon())];

    const grading = grade(submissions, 3, 'many');
    const own: number[] = [];
    const watching = setInterval(() => {
      try {
        own.push(openFiles(grading.pid ?? 0));
      } catch {
        // It has ended.
      }
    }, 200);
    const { code, said } = await grading.ended;
    clearInterval(watching);
    expect(code, said).toBe(0);
    await expect.poll(held, { timeout: 20_000 }).toEqual(before);
    expect(openFiles(bench.engine.daemon())).toBeLessThan(files + 10);
    const part = Math.floor(own.length / 3);
    expect(Math.max(...own.slice(-part))).toBeLessThan(Math.max(...own.slice(part, -part)) + 10);
  }, 3_600_000);
});
