import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { diskInWords, obtainEngine, runLimits, whyNoThrowAwayEngines } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { privateEngineLayout } from '@kit/harness/find';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { honest, withLastLine } from '../hostile/dockerfiles.ts';
import { handIn } from '../hostile/hand-in.ts';
import { outcomesIn, startGrade } from './grade-process.ts';

let base: Engine;
let why: string | undefined;
let folder = '';
beforeAll(async () => {
  base = await obtainEngine();
  why = await whyNoThrowAwayEngines(base);
  folder = mkdtempSync(path.join(tmpdir(), 'run-engine-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const engines = path.join(privateEngineLayout().home, 'throw-away');
const left = () => (existsSync(engines) ? readdirSync(engines) : []);
const mounts = () =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .filter((line) => line.includes(engines));

const withCommand = (text: string) =>
  readdirSync('/proc').filter((id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });
/** Numbers of daemons that run for gradings. */
const daemons = () => withCommand(`--config-file\0${engines}`);
/** What runs its containers: `containerd`. */
const partsOf = (daemon: string) =>
  readFileSync(`/proc/${daemon}/task/${daemon}/children`, 'utf8')
    .split(' ')
    .filter((id) => id !== '' && readFileSync(`/proc/${id}/comm`, 'utf8') === 'containerd\n');
const runs = (command: string) => withCommand(command).length > 0;

function classOf(dockerfiles: Readonly<Record<string, string>>) {
  return handIn(
    Object.entries(dockerfiles).map(([id, dockerfile]) => {
      const files = { Dockerfile: dockerfile };
      const trial = { kind: 'submission', reach: 'engine', expected: ['passed'], files } as const;
      return { id, title: id, trial };
    }),
  );
}

const out = (name: string) => path.join(folder, name);
const env = () => ({ DOCKER_HOST: base.address });

/** What can befall the engine of a grading, in seconds. */
export function quickFaults(): void {
  test('one that is killed in mid-build is replaced', async ({ skip }) => {
    if (why !== undefined) skip(why);
    const kept = [left(), daemons(), mounts()];
    using handedIn = await classOf({ ada: withLastLine('RUN sleep 5.0505'), ben: honest });
    const grading = startGrade([handedIn.directory, '--out', out('replaced')], env());
    await expect.poll(() => runs('sleep\x005.0505\0')).toBe(true);
    for (const id of daemons()) if (!kept[1]?.includes(id)) process.kill(Number(id), 'SIGKILL');
    const { code, said } = await grading.ended;
    expect(outcomesIn(out('replaced')), said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(code).toBe(0);
    expect([left(), daemons(), mounts()]).toEqual(kept);
  });

  test('an engine does not outlive its grader, and what is left of it is removed', async ({
    skip,
  }) => {
    if (why !== undefined) skip(why);
    const kept = [left(), daemons(), mounts()];
    using handedIn = await classOf({ ada: withLastLine('RUN sleep 9.0404') });
    const killed = startGrade([handedIn.directory, '--out', out('killed')], env());
    await expect.poll(daemons, { timeout: 60_000 }).not.toEqual(kept[1]);
    killed.kill('SIGKILL');
    await killed.ended;
    await expect.poll(daemons, { timeout: 10_000 }).toEqual(kept[1]);
    using again = await classOf({ ada: honest });
    const { said } = await startGrade([again.directory, '--out', out('again')], env()).ended;
    expect(outcomesIn(out('again')), said).toEqual({ ada: 'passed' });
    expect([left(), daemons(), mounts()]).toEqual(kept);
  });
}

/** The same, in a minute each. */
export function slowFaults(): void {
  test('who fills the disk fails, and those beside it are graded', async ({ skip }) => {
    if (why !== undefined) skip(why);
    const kept = left();
    const slow = (name: string) => withLastLine(`RUN sleep 5; echo ${name}`);
    using handedIn = await classOf({
      ada: slow('ada'),
      ben: slow('ben'),
      // It never ends, but for the disk.
      cleo: withLastLine('RUN fallocate -l 100G /full; sleep 1000'),
    });
    const { said } = await startGrade([handedIn.directory, '--out', out('full')], env()).ended;
    expect(outcomesIn(out('full')), said).toEqual({ ada: 'passed', ben: 'passed', cleo: 'failed' });
    expect(said).toContain('A build filled the engine that all share.');
    const report = readFileSync(path.join(out('full'), 'class.json'), 'utf8');
    const disk = diskInWords(runLimits(1));
    expect(report).toContain(`The build took more disk than grading gives it: ${disk}.`);
    expect(report).toContain(`${runLimits(1).diskBytes / 2 ** 20} MiB of disk.`);
    expect(left()).toEqual(kept);
  }, 300_000);

  test('who takes all processes fails, and those beside it are graded', async ({ skip }) => {
    if (why !== undefined) skip(why);
    const kept = left();
    const slow = (name: string) => withLastLine(`RUN sleep 5; (true); echo ${name}`);
    const many = `RUN python3 -c "exec('import os, time\\nfor _ in range(500):\\n  if os.fork() == 0: break\\ntime.sleep(1000)')"`;
    const stage = (number: number) =>
      `FROM python:3-alpine AS s${number}\n${many}; echo ${number} > /done`;
    const stages = [0, 1, 2, 3, 4, 5, 6, 7];
    const takes = stages.map((number) => `COPY --from=s${number} /done /done${number}`).join('\n');
    using handedIn = await classOf({
      ada: slow('ada'),
      ben: slow('ben'),
      cleo: `${stages.map(stage).join('\n')}\n${withLastLine(takes)}`,
    });
    const { said } = await startGrade([handedIn.directory, '--out', out('many')], env()).ended;
    expect(outcomesIn(out('many')), said).toEqual({ ada: 'passed', ben: 'passed', cleo: 'failed' });
    expect(said).toContain('A build filled the engine that all share.');
    const report = readFileSync(path.join(out('many'), 'class.json'), 'utf8');
    expect(report).toContain('The build took more processes than grading gives it:');
    expect(left()).toEqual(kept);
  }, 300_000);

  test('one of which a part alone keeps silent is replaced', async ({ skip }) => {
    if (why !== undefined) skip(why);
    const kept = [left(), daemons(), mounts()];
    using handedIn = await classOf({ ada: withLastLine('RUN sleep 5.0606'), ben: honest });
    const grading = startGrade([handedIn.directory, '--out', out('silent')], env());
    await expect.poll(() => runs('sleep\x005.0606'), { timeout: 120_000 }).toBe(true);
    const made = daemons().filter((id) => !kept[1]?.includes(id));
    for (const id of made.flatMap(partsOf)) process.kill(Number(id), 'SIGSTOP');
    const { code, said } = await grading.ended;
    expect(outcomesIn(out('silent')), said).toEqual({ ada: 'passed', ben: 'passed' });
    expect(code).toBe(0);
    expect([left(), daemons(), mounts()]).toEqual(kept);
  });
}
