import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { outcomesIn, startGrade } from '../testing/grade-process.ts';
import { startOwnEngine } from '../testing/own-engine.ts';
import type { OwnEngine } from '../testing/own-engine.ts';
import { withLastLine } from './dockerfiles.ts';
import { handIn } from './hand-in.ts';
import type { SubmissionCase } from './hand-in.ts';

/** An engine of its own to grade on, while something befalls the machine. */
export interface MachineBench extends Disposable {
  readonly engine: OwnEngine;
  /** How graders find it: as somebody's own, for of the kit's they would make another one. */
  readonly env: Readonly<Record<'DOCKER_HOST', string>>;
  /** A folder for results. */
  readonly out: (name: string) => string;
  readonly docker: (...args: readonly string[]) => string;
  /** All that the engine holds; nothing of a grading may be left in it. */
  readonly left: () => string;
  /** As `left` was at the start. */
  readonly kept: string;
  readonly grade: (
    learners: readonly SubmissionCase[],
    into: string,
    options?: {
      readonly meanwhile?: () => Promise<void>;
      readonly env?: Readonly<Record<string, string>>;
    },
  ) => Promise<Graded>;
}

export interface Graded {
  readonly code: number | null;
  readonly said: string;
  /** By learner; empty where no report was written. */
  readonly outcomes: Readonly<Record<string, string>>;
}

export function openMachineBench(): MachineBench {
  const engine = startOwnEngine();
  const env = { DOCKER_HOST: engine.env.DOCKER_HOST };
  const folder = mkdtempSync(path.join(tmpdir(), 'machine-'));
  const out = (name: string) => path.join(folder, name);
  mkdirSync(out('temporary'));
  const docker = (...args: readonly string[]) =>
    execFileSync(path.join(engine.env.WORKSHOP_ENGINE_HOME, 'bin/docker'), args, {
      encoding: 'utf8',
    });
  const left = () =>
    [
      ['ps', '-aq'],
      ['images', '-aq'],
      ['volume', 'ls', '-q'],
      // One that is there from the start gets another number whenever the engine starts.
      ['network', 'ls', '--format', '{{.Name}}'],
    ]
      .map((command) => docker(...command))
      .join('--');
  return {
    engine,
    env,
    out,
    docker,
    left,
    kept: left(),
    async grade(learners, into, { meanwhile = () => Promise.resolve(), env: changed = {} } = {}) {
      using handedIn = await handIn(learners);
      const running = startGrade([handedIn.directory, '--out', into], {
        ...env,
        TMPDIR: out('temporary'),
        ...changed,
      });
      const early = running.ended.then(({ said }) =>
        Promise.reject(new Error(`Too early: ${said}`)),
      );
      await Promise.race([meanwhile(), early]);
      early.catch(() => undefined);
      const { code, said } = await running.ended;
      expect(said).not.toMatch(/Unhandled|at .*\.ts:\d+/);
      const hasReport = existsSync(path.join(into, 'class.json'));
      return { code, said, outcomes: hasReport ? outcomesIn(into) : {} };
    },
    [Symbol.dispose]: () => {
      engine[Symbol.dispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function learner(name: string, dockerfile: string): SubmissionCase {
  const files = { Dockerfile: dockerfile };
  return {
    id: name,
    title: name,
    trial: { kind: 'submission', reach: 'engine', expected: ['passed'], files },
  };
}

/** @param seconds so many as no other process sleeps. */
export function slowBuild(seconds: string): string {
  return withLastLine(`RUN sleep ${seconds}`);
}

/** What lies in a folder; Node keeps there what it compiled, and this machine's tests share that. */
export function besidesNode(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name !== 'node-compile-cache');
}

/** Waits until a process of this machine has just this command line. */
export async function untilRunning(...command: readonly string[]): Promise<void> {
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
