import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomesIn, startGrade } from '../testing/grade-process.ts';
import { whyNoOwnEngine } from '../testing/own-engine.ts';
import { honest, withLastLine } from './dockerfiles.ts';
import { handIn } from './hand-in.ts';
import { besidesNode, learner, openMachineBench } from './machine-bench.ts';
import type { MachineBench } from './machine-bench.ts';

// A full disk ends a submission, and not the run; what was written before is whole.
const not = whyNoOwnEngine === undefined ? '' : ` (not here: ${whyNoOwnEngine})`;

describe.skipIf(whyNoOwnEngine !== undefined)(`full disks${not}`, () => {
  let bench: MachineBench;
  beforeAll(() => {
    bench = openMachineBench();
  }, 300_000);
  afterAll(() => {
    bench[Symbol.dispose]();
  }, 120_000);

  test('a full disk of the engine', async () => {
    const disk = path.join(bench.engine.env.WORKSHOP_ENGINE_HOME, 'data/full');
    spawnSync('dd', ['if=/dev/zero', `of=${disk}`, 'bs=1M']);
    const full = await bench
      .grade(
        [learner('ada', withLastLine('RUN head -c 20000000 /dev/urandom > /x'))],
        bench.out('full'),
      )
      .finally(() => {
        rmSync(disk);
      });
    expect(full.outcomes, full.said).toEqual({ ada: 'error' });
    expect(full.code).toBe(2);
    const freed = await bench.grade([learner('ada', honest)], bench.out('full'));
    expect(freed.outcomes, freed.said).toEqual({ ada: 'passed' });
    expect(bench.left()).toBe(bench.kept);
  });

  test('a full disk of the reports', async () => {
    const small = bench.out('small');
    execFileSync('mkdir', [small]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=90m', 'tmpfs', small]);
    try {
      await bench.grade([learner('ada', honest)], small);
      const before = readFileSync(path.join(small, 'class.json'), 'utf8');
      spawnSync('dd', ['if=/dev/zero', `of=${small}/full`, 'bs=64k']);
      using handedIn = await handIn([learner('ada', honest), learner('ben', `# b\n${honest}`)]);
      const { code, said } = await startGrade([handedIn.directory, '--out', small], bench.env)
        .ended;
      expect(code, said).toBe(2);
      expect(said).not.toMatch(/Unhandled|at .*\.ts:\d+/);
      expect(readFileSync(path.join(small, 'class.json'), 'utf8')).toBe(before);
      rmSync(path.join(small, 'full'));
      const again = await startGrade([handedIn.directory, '--out', small], bench.env).ended;
      expect(again.code, again.said).toBe(0);
      expect(outcomesIn(small)).toEqual({ ada: 'passed', ben: 'passed' });
    } finally {
      spawnSync('umount', [small]);
    }
  });

  test('a full disk of temporary files', async () => {
    const small = bench.out('tmp');
    execFileSync('mkdir', [small]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    try {
      spawnSync('dd', ['if=/dev/zero', `of=${small}/full`, 'bs=4k']);
      const started = performance.now();
      const { code, outcomes, said } = await bench.grade(
        [learner('ada', honest)],
        bench.out('no-tmp'),
        { env: { TMPDIR: small } },
      );
      // Nothing can be graded with it: the run ends, and blames nobody.
      expect(outcomes, said).toEqual({});
      expect(said).toContain(`There is no room left for temporary files in ${small}.`);
      expect(performance.now() - started).toBeLessThan(60_000);
      expect(code).toBe(2);
      expect(besidesNode(small)).toEqual(['full']);
    } finally {
      spawnSync('umount', [small]);
    }
  });
});
