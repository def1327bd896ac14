import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { whyNoOwnEngine } from '../testing/own-engine.ts';
import { honest, withLastLine } from './dockerfiles.ts';
import {
  besidesNode,
  learner,
  openMachineBench,
  slowBuild,
  untilRunning,
} from './machine-bench.ts';
import type { MachineBench } from './machine-bench.ts';
import { refusal, spoilAnswers } from './spoil-answers.ts';

// What befalls the machine is never a learner's failure, and nothing of it is left.
const not = whyNoOwnEngine === undefined ? '' : ` (not here: ${whyNoOwnEngine})`;

const slowStart = (seconds: string) =>
  withLastLine(
    `RUN mkdir /first && echo "import os, subprocess; os.getpid() and subprocess.run(['sleep', '${seconds}'])" > /first/sitecustomize.py\nENV PYTHONPATH=/first`,
  );

describe.skipIf(whyNoOwnEngine !== undefined)(`faults of the machine${not}`, () => {
  let bench: MachineBench;
  beforeAll(() => {
    bench = openMachineBench();
  }, 300_000);
  afterAll(() => {
    bench[Symbol.dispose]();
  }, 120_000);

  test.each([
    ['build', slowBuild('7.0101'), '7.0101'],
    ['run', slowStart('7.0202'), '7.0202'],
  ])('silent in mid-%s', async (where, dockerfile, seconds) => {
    const learners = [learner('ada', dockerfile), learner('ben', honest)];
    const { code, said, outcomes } = await bench.grade(learners, bench.out(where), {
      meanwhile: async () => {
        await untilRunning('sleep', seconds);
        process.kill(bench.engine.daemon(), 'SIGSTOP');
        await sleep(20_000);
        process.kill(bench.engine.daemon(), 'SIGCONT');
      },
    });
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(code).toBe(0);
    expect(said).toContain('did not answer within 10 seconds');
    expect(bench.left()).toBe(bench.kept);
    expect(bench.engine.processes()).toBe(0);
  });

  test('silent for ever, an engine of the grading', async () => {
    const learners = [learner('ada', slowBuild('7.0606')), learner('ben', `# own\n${honest}`)];
    const { code, said, outcomes } = await bench.grade(learners, bench.out('frozen'), {
      // As of the kit's own, of which a grading makes one for itself.
      env: bench.engine.env,
      meanwhile: async () => {
        await untilRunning('sleep', '7.0606');
        const [daemon] = bench.engine.daemonsOfGradings();
        process.kill(daemon ?? NaN, 'SIGSTOP');
      },
    });
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(code, said).toBe(0);
    expect(said).toContain('did not answer within 10 seconds');
    expect(bench.engine.daemonsOfGradings()).toEqual([]);
    expect(bench.left()).toBe(bench.kept);
    expect(bench.engine.processes()).toBe(0);
  });

  test('killed in mid-build', async () => {
    const learners = [learner('ada', slowBuild('7.0303')), learner('ben', honest)];
    const { outcomes, said } = await bench.grade(learners, bench.out('killed'), {
      meanwhile: async () => {
        await untilRunning('sleep', '7.0303');
        process.kill(bench.engine.daemon(), 'SIGKILL');
        await sleep(1_000);
        bench.engine.start();
      },
    });
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(bench.left()).toBe(bench.kept);
    expect(bench.engine.processes()).toBe(0);
  });

  test('out of memory in mid-build', async () => {
    const learners = [learner('ada', slowBuild('40.0404')), learner('ben', honest)];
    /** With less memory it ends once it wants more: as when it is asked for something. */
    const isRunning = () => {
      spawnSync(path.join(bench.engine.env.WORKSHOP_ENGINE_HOME, 'bin/docker'), ['info'], {
        timeout: 2_000,
      });
      return bench.engine.isRunning();
    };
    const { outcomes, said } = await bench.grade(learners, bench.out('starved'), {
      meanwhile: async () => {
        await untilRunning('sleep', '40.0404');
        bench.engine.starve();
        await expect.poll(isRunning, { timeout: 30_000 }).toBe(false);
        bench.engine.start();
      },
    });
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(bench.left()).toBe(bench.kept);
    expect(bench.engine.processes()).toBe(0);
  });

  test('no addresses left for networks', async () => {
    const names: string[] = [];
    const base = bench.engine.addresses();
    const another = (...args: readonly string[]) => {
      names.push(`n${names.length}`);
      bench.docker('network', 'create', ...args, names.at(-1) ?? '');
    };
    try {
      // All but what its own bridge has, in large pieces.
      for (let bits = 17; bits <= 24; bits += 1) {
        another('--subnet', `${base}.${2 ** (24 - bits)}.0/${bits}`);
      }
      expect(() => {
        another();
      }).toThrow();
      const { code, outcomes, said } = await bench.grade(
        [learner('ada', `# no addresses\n${honest}`)],
        bench.out('no-addresses'),
      );
      expect(outcomes, said).toEqual({ ada: 'passed' });
      expect(code).toBe(0);
    } finally {
      bench.docker(
        'network',
        'rm',
        ...names.filter((name) => bench.docker('network', 'ls').includes(name)),
      );
    }
    expect(bench.left()).toBe(bench.kept);
  });

  test.each([
    ['images', 'passed'],
    ['containers', 'error'],
  ])('what cannot be removed is told, and removed by the next one: %s', async (kind, outcome) => {
    using proxy = await spoilAnswers(bench, refusal, new RegExp(`^DELETE [^ ]*/${kind}/`));
    proxy.isOn = true;
    const learners = [learner('ada', `# stuck ${kind}\n${honest}`)];
    const env = { DOCKER_HOST: proxy.address };
    const { code, outcomes, said } = await bench.grade(learners, bench.out(kind), { env });
    expect(outcomes, said).toEqual({ ada: outcome });
    expect(said).toMatch(/left\s+on\s+the\s+container\s+engine:[^]*\bstays?\b/);
    expect(code).toBe(2);
    expect(bench.left()).not.toBe(bench.kept);
    const next = await bench.grade(
      [learner('ben', `# next\n${honest}`)],
      bench.out(`${kind}-next`),
    );
    expect(next.code, next.said).toBe(0);
    expect(bench.left()).toBe(bench.kept);
  });

  test('two graders on one engine', async () => {
    const names = ['ada', 'ben', 'cleo'];
    const classes = [1, 2].map((n) => names.map((name) => learner(name, `# ${n}\n${honest}`)));
    const graded = await Promise.all(
      classes.map((learners, n) => bench.grade(learners, bench.out(`two-${n}`))),
    );
    for (const { outcomes, code } of graded) {
      expect(outcomes).toEqual({ ada: 'passed', ben: 'passed', cleo: 'passed' });
      expect(code).toBe(0);
    }
    expect(bench.left()).toBe(bench.kept);
  });

  test('no base image, and no registry', async () => {
    const { code, outcomes, said } = await bench.grade(
      [learner('ada', honest.replace('python:3-alpine', 'python:3.99-alpine'))],
      bench.out('no-base'),
    );
    expect(outcomes, said).toEqual({ ada: 'error' });
    expect(code).toBe(2);
    expect(bench.left()).toBe(bench.kept);
  });

  test.each<readonly [string, (chunk: Buffer) => Buffer]>([
    ['cut short', (chunk) => chunk.subarray(0, Math.ceil(chunk.length / 2))],
    ['of no JSON', () => Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{"a')],
    ['500', refusal],
  ])('answers cut short, or refused: %s', async (name, answer) => {
    // Another one for each: what was built before is not built again.
    const seconds = `3.04${name.length}`;
    using proxy = await spoilAnswers(bench, answer);
    const { code, outcomes, said } = await bench.grade(
      [learner('ada', slowBuild(seconds))],
      bench.out(name),
      {
        env: { DOCKER_HOST: proxy.address },
        meanwhile: async () => {
          await untilRunning('sleep', seconds);
          proxy.isOn = true;
          await sleep(8_000);
          proxy.isOn = false;
        },
      },
    );
    expect(outcomes, said).toEqual({ ada: 'passed' });
    expect(code).toBe(0);
  });

  test('nothing is left of all that', () => {
    expect(bench.left()).toBe(bench.kept);
    expect(bench.engine.processes()).toBe(0);
    expect(besidesNode(bench.out('temporary'))).toEqual([]);
  });
});
