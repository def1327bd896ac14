import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outcomesIn, startGrade } from '../testing/grade-process.ts';
import { startOwnEngine, whyNoOwnEngine } from '../testing/own-engine.ts';
import type { OwnEngine } from '../testing/own-engine.ts';
import { honest, withLastLine } from './dockerfiles.ts';
import { handIn } from './hand-in.ts';
import type { SubmissionCase } from './hand-in.ts';

// What befalls the machine is never a learner's failure, and nothing of it is left.
const not = whyNoOwnEngine === undefined ? '' : ` (not here: ${whyNoOwnEngine})`;

function learner(name: string, dockerfile: string): SubmissionCase {
  const files = { Dockerfile: dockerfile };
  return {
    id: name,
    title: name,
    trial: { kind: 'submission', reach: 'engine', expected: ['passed'], files },
  };
}

/** Sleeps for a number of seconds that no other process does. */
const slowBuild = (seconds: string) => withLastLine(`RUN sleep ${seconds}`);
const slowStart = (seconds: string) =>
  withLastLine(
    `RUN mkdir /first && echo "import os, subprocess; os.getpid() and subprocess.run(['sleep', '${seconds}'])" > /first/sitecustomize.py\nENV PYTHONPATH=/first`,
  );

/** Node keeps what it compiled, and this machine's tests share it. */
const besidesNode = (folder: string) =>
  readdirSync(folder).filter((name) => name !== 'node-compile-cache');

async function untilRunning(...command: readonly string[]): Promise<void> {
  const wanted = `${command.join('\0')}\0`;
  const runs = () =>
    readdirSync('/proc').some((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8') === wanted;
      } catch {
        return false;
      }
    });
  const deadline = performance.now() + 60_000;
  while (!runs()) {
    if (performance.now() > deadline) throw new Error(`${command.join(' ')} was not seen.`);
    await sleep(20);
  }
}

describe.skipIf(whyNoOwnEngine !== undefined)(`faults of the machine${not}`, () => {
  let engine: OwnEngine;
  let folder = '';
  let kept = '';
  beforeAll(() => {
    engine = startOwnEngine();
    folder = mkdtempSync(path.join(tmpdir(), 'faults-'));
    mkdirSync(out('temporary'));
    kept = left();
  }, 300_000);
  afterAll(() => {
    engine[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  const docker = (...args: readonly string[]) =>
    execFileSync(path.join(engine.env.WORKSHOP_ENGINE_HOME, 'bin/docker'), args, {
      encoding: 'utf8',
    });
  /** All that an engine can hold of a grading. */
  const left = () =>
    [
      ['ps', '-aq'],
      ['images', '-aq'],
      ['volume', 'ls', '-q'],
      ['network', 'ls', '-q'],
    ]
      .map((command) => docker(...command))
      .join('--');

  async function grade(
    learners: readonly SubmissionCase[],
    meanwhile: () => Promise<void>,
    into: string,
    env = {},
  ) {
    using handedIn = await handIn(learners);
    const running = startGrade([handedIn.directory, '--out', into], {
      ...engine.env,
      TMPDIR: out('temporary'),
      ...env,
    });
    const early = running.ended.then(({ said }) => Promise.reject(new Error(`Too early: ${said}`)));
    await Promise.race([meanwhile(), early]);
    early.catch(() => undefined);
    const { code, said } = await running.ended;
    expect(said).not.toMatch(/Unhandled|at .*\.ts:\d+/);
    return {
      code,
      said,
      outcomes: existsSync(path.join(into, 'class.json')) ? outcomesIn(into) : {},
    };
  }
  const out = (name: string) => path.join(folder, name);

  test.each([
    ['build', slowBuild('7.0101'), '7.0101'],
    ['run', slowStart('7.0202'), '7.0202'],
  ])('silent in mid-%s', async (where, dockerfile, seconds) => {
    const learners = [learner('ada', dockerfile), learner('ben', honest)];
    const { code, said, outcomes } = await grade(
      learners,
      async () => {
        await untilRunning('sleep', seconds);
        process.kill(engine.daemon(), 'SIGSTOP');
        await sleep(20_000);
        process.kill(engine.daemon(), 'SIGCONT');
      },
      out(where),
    );
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(code).toBe(0);
    expect(said).toContain('did not answer within 10 seconds');
    expect(left()).toBe(kept);
    expect(engine.processes()).toBe(0);
  });

  test('killed in mid-build', async () => {
    const learners = [learner('ada', slowBuild('7.0303')), learner('ben', honest)];
    const { outcomes, said } = await grade(
      learners,
      async () => {
        await untilRunning('sleep', '7.0303');
        process.kill(engine.daemon(), 'SIGKILL');
        await sleep(1_000);
        engine.start();
      },
      out('killed'),
    );
    expect(outcomes, said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(left()).toBe(kept);
    expect(engine.processes()).toBe(0);
  });

  test('two graders on one engine', async () => {
    const names = ['ada', 'ben', 'cleo'];
    const classes = [1, 2].map((n) => names.map((name) => learner(name, `# ${n}\n${honest}`)));
    const graded = await Promise.all(
      classes.map((learners, n) => grade(learners, () => Promise.resolve(), out(`two-${n}`))),
    );
    for (const { outcomes, code } of graded) {
      expect(outcomes).toEqual({ ada: 'passed', ben: 'passed', cleo: 'passed' });
      expect(code).toBe(0);
    }
    expect(left()).toBe(kept);
  });

  test('a full disk of the engine', async () => {
    const disk = path.join(engine.env.WORKSHOP_ENGINE_HOME, 'data/full');
    spawnSync('dd', ['if=/dev/zero', `of=${disk}`, 'bs=1M']);
    const full = await grade(
      [learner('ada', withLastLine('RUN head -c 20000000 /dev/urandom > /x'))],
      () => Promise.resolve(),
      out('full'),
    ).finally(() => {
      rmSync(disk);
    });
    expect(full.outcomes, full.said).toEqual({ ada: 'error' });
    expect(full.code).toBe(2);
    const freed = await grade([learner('ada', honest)], () => Promise.resolve(), out('full'));
    expect(freed.outcomes, freed.said).toEqual({ ada: 'passed' });
    expect(left()).toBe(kept);
  });

  test('a full disk of the reports', async () => {
    const small = out('small');
    execFileSync('mkdir', [small]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=90m', 'tmpfs', small]);
    try {
      await grade([learner('ada', honest)], () => Promise.resolve(), small);
      const before = readFileSync(path.join(small, 'class.json'), 'utf8');
      spawnSync('dd', ['if=/dev/zero', `of=${small}/full`, 'bs=64k']);
      using handedIn = await handIn([learner('ada', honest), learner('ben', `# b\n${honest}`)]);
      const { code, said } = await startGrade([handedIn.directory, '--out', small], engine.env)
        .ended;
      expect(code, said).toBe(2);
      expect(said).not.toMatch(/Unhandled|at .*\.ts:\d+/);
      expect(readFileSync(path.join(small, 'class.json'), 'utf8')).toBe(before);
      rmSync(path.join(small, 'full'));
      const again = await startGrade([handedIn.directory, '--out', small], engine.env).ended;
      expect(again.code, again.said).toBe(0);
      expect(outcomesIn(small)).toEqual({ ada: 'passed', ben: 'passed' });
    } finally {
      spawnSync('umount', [small]);
    }
  });

  test('a full disk of temporary files', async () => {
    const small = out('tmp');
    execFileSync('mkdir', [small]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    try {
      spawnSync('dd', ['if=/dev/zero', `of=${small}/full`, 'bs=4k']);
      const { code, outcomes, said } = await grade(
        [learner('ada', honest)],
        () => Promise.resolve(),
        out('no-tmp'),
        { TMPDIR: small },
      );
      expect(outcomes, said).toEqual({ ada: 'error' });
      expect(code).toBe(2);
      expect(besidesNode(small)).toEqual(['full']);
    } finally {
      spawnSync('umount', [small]);
    }
  });

  test('no base image, and no registry', async () => {
    const { code, outcomes, said } = await grade(
      [learner('ada', honest.replace('python:3-alpine', 'python:3.99-alpine'))],
      () => Promise.resolve(),
      out('no-base'),
    );
    expect(outcomes, said).toEqual({ ada: 'error' });
    expect(code).toBe(2);
    expect(left()).toBe(kept);
  });

  test.each([
    ['cut short', (chunk: Buffer) => chunk.subarray(0, Math.ceil(chunk.length / 2))],
    ['of no JSON', () => Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{"a')],
    [
      '500',
      () =>
        Buffer.from(
          'HTTP/1.1 500 No\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"message":"no"}',
        ),
    ],
  ])('answers cut short, or refused: %s', async (name, spoil) => {
    // Another one for each: what was built before is not built again.
    const seconds = `3.04${name.length}`;
    let spoiled = false;
    const socket = out(`${name.replaceAll(' ', '-')}.sock`);
    const proxy: Server = createServer((client) => {
      const upstream = connect(engine.env.DOCKER_HOST.replace('unix://', ''));
      client.on('error', () => upstream.destroy()).pipe(upstream);
      upstream.on('error', () => client.destroy()).on('close', () => client.destroy());
      upstream.on('data', (chunk: Buffer) => {
        if (!spoiled) client.write(chunk);
        else client.end(spoil(chunk));
      });
    }).listen(socket);
    try {
      const { code, outcomes, said } = await grade(
        [learner('ada', slowBuild(seconds))],
        async () => {
          await untilRunning('sleep', seconds);
          spoiled = true;
          await sleep(8_000);
          spoiled = false;
        },
        out(name),
        { DOCKER_HOST: `unix://${socket}` },
      );
      expect(outcomes, said).toEqual({ ada: 'passed' });
      expect(code).toBe(0);
    } finally {
      proxy.close();
    }
  });

  test('nothing is left of all that', () => {
    expect(left()).toBe(kept);
    expect(engine.processes()).toBe(0);
    expect(besidesNode(out('temporary'))).toEqual([]);
  });
});
