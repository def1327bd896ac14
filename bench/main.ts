import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectEngine } from '../packages/harness/src/index.ts';
import { loadWorkshop } from '../packages/verify/src/workshops.ts';
import { benchGrading } from './grading.ts';
import { buildRunAskByHand, verify } from './line.ts';
import { time } from './measure.ts';
import type { Timing } from './measure.ts';
import { hostileDockerfiles } from './hostile.ts';
import {
  dockerfilesBelow,
  judge,
  longDockerfile,
  readersFor,
  speedOf,
  speedOfHadolint,
} from './reading.ts';
import { benchRoom } from './room.ts';
import { orders, rebuild, writeInOrder } from './rebuild.ts';
import { timeSaves } from './saving.ts';

/**
 * `pnpm bench [--runs N] [--dockerfiles FOLDER]… [--reading]`: how long a
 * learner waits, and how much of it is ours; how fast Dockerfiles are read,
 * beside others that read them; and what the order of instructions costs.
 * Wants an engine that runs already, and `docker` and `curl` to compare with;
 * with `--reading` none of them.
 *
 * `pnpm bench --grading [--size N] [--rounds N]`: how fast a class is graded,
 * beside the loop that an instructor would write. Starts private engines of its
 * own, so that their caches can be emptied.
 *
 * `pnpm bench --room [--seconds N]`: how long a save takes to the instructor's
 * board, of forty learners and of two hundred. Wants no engine.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    dockerfiles: { type: 'string', multiple: true },
    reading: { type: 'boolean', default: false },
    grading: { type: 'boolean', default: false },
    room: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    size: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '1' },
  },
});
const runs = Number(values.runs);
const root = path.resolve(import.meta.dirname, '..');
const scratch = mkdtempSync(path.join(tmpdir(), 'bench-'));
const submission = path.join(scratch, 'submission');
for (const part of ['apps/python-server', 'workshop/containerize-python/11-serve/solution']) {
  cpSync(path.join(root, part), submission, { recursive: true });
}

const isStatic = ['--static', '--output', path.join(scratch, 'report'), submission];
const program = path.join(root, 'packages/verify/bin/verify.js');

try {
  const memory = Math.round(totalmem() / 2 ** 30);
  print(`${type()} ${release()} ${arch()}, ${availableParallelism()} × ${cpus()[0]?.model ?? '?'}`);
  print(`${memory} GiB of memory, Node ${process.versions.node}\n`);
  if (values.room) {
    await benchRoom({ scratch, sizes: [40, 200], seconds: Number(values.seconds), print });
  } else if (values.grading) {
    const [size, rounds] = [Number(values.size), Number(values.rounds)];
    await benchGrading({ root, scratch, size, rounds, print });
  } else await reading();
  if (!values.reading && !values.grading && !values.room) {
    print(`\n${''.padEnd(46)}${'median'.padStart(10)}${'p95'.padStart(10)}${'runs'.padStart(6)}`);
    await waiting();
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function reading(): Promise<void> {
  const workshop = await loadWorkshop('containerize-python');
  const texts = dockerfilesBelow(values.dockerfiles ?? [path.join(root, 'workshop')]);
  print(`${texts.length} Dockerfiles in one process, warm:`);
  const readers = Object.entries(readersFor(workshop));
  for (const [name, read] of readers) speed(name, speedOf(read, texts));
  const hadolint = speedOfHadolint(texts, scratch);
  if (hadolint === undefined) print('No `hadolint` here to compare with.');
  else speed('hadolint, a process for all of them', hadolint);

  const sizes = [16, 32, 64, 128, 256];
  print(
    `\nMilliseconds for one Dockerfile of${sizes.map((size) => `${size} KiB`.padStart(10)).join('')}`,
  );
  for (const [name, read] of readers) {
    const took = sizes.map((size) => 1000 / speedOf(read, [longDockerfile(size * 1024)]));
    print(`${name.padEnd(36)}${took.map((ms) => ms.toFixed(1).padStart(10)).join('')}`);
  }
  await hostile((text) => judge(text, workshop));
}

/** The median of five, in a process that is warm. */
async function hostile(judge: (text: string) => unknown): Promise<void> {
  const dockerfiles = Object.entries(hostileDockerfiles(64 * 1024));
  const timings: { readonly name: string; readonly ms: number }[] = [];
  for (const [name, text] of dockerfiles) {
    timings.push({ name, ms: (await time(5, () => judge(text))).median });
  }
  print(`\n${timings.length} hostile Dockerfiles of 64 KiB, judged; the slowest of them:`);
  for (const { name, ms } of timings.toSorted((a, b) => b.ms - a.ms).slice(0, 5)) {
    print(`  ${name.padEnd(44)}${`${ms.toFixed(1)} ms`.padStart(20)}`);
  }
}

async function waiting(): Promise<void> {
  row('node -e 0', await time(runs, () => spawn('node', ['-e', '0'])));
  row('verify --static', await time(runs, () => spawn('node', [program, ...isStatic])));
  row('pnpm verify --static', await time(runs, () => spawn('pnpm', ['verify', ...isStatic])));
  row('a save to its verdict, verify --watch', await timeSaves(runs, submission));

  const engine = await connectEngine();
  // Both are to use this one, whatever else is on the machine.
  process.env.DOCKER_HOST = engine.address;
  print(`\nOn ${engine.name} ${engine.version}, everything cached:`);
  const ours = await time(runs, () => verify(root, submission));
  row('verify', ours);
  if (!canRun('docker') || !canRun('curl')) {
    print('No `docker` or no `curl` here to compare with.');
    return;
  }
  const plain = await time(runs, () => buildRunAskByHand(submission));
  row('docker build && docker run && curl', plain);
  print(`Our share: ${Math.round(ours.median - plain.median)} ms`);

  print('\nA changed line of server.py, built again:');
  for (const [name, lines] of Object.entries(orders)) {
    writeInOrder(submission, lines);
    row(name, await time(Math.min(runs, 5), () => rebuild(submission)));
  }
}

function speed(name: string, perSecond: number): void {
  print(`  ${name.padEnd(44)}${`${Math.round(perSecond)} a second`.padStart(20)}`);
}

function spawn(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { cwd: root });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status}`, { cause: error });
}

function canRun(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}

function row(name: string, { median, p95, runs }: Timing): void {
  const [middle, high] = [median, p95].map((ms) => `${Math.round(ms)} ms`.padStart(10));
  print(`${name.padEnd(46)}${middle}${high}${String(runs).padStart(6)}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
