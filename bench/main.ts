import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { arch, availableParallelism, cpus, release, tmpdir, totalmem, type } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectEngine } from '../packages/harness/src/index.ts';
import { buildRunAskByHand, verify } from './line.ts';
import { time } from './measure.ts';
import type { Timing } from './measure.ts';
import { readingSpeed } from './reading.ts';

/**
 * `pnpm bench [--runs N]`: how long a learner waits, and how much of it is ours.
 * Wants an engine that runs already, and `docker` and `curl` to compare with.
 */
const { values } = parseArgs({ options: { runs: { type: 'string', default: '20' } } });
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
  print(`${''.padEnd(46)}${'median'.padStart(10)}${'p95'.padStart(10)}${'runs'.padStart(6)}`);

  row('node -e 0', await time(runs, () => spawn('node', ['-e', '0'])));
  row('verify --static', await time(runs, () => spawn('node', [program, ...isStatic])));
  row('pnpm verify --static', await time(runs, () => spawn('pnpm', ['verify', ...isStatic])));

  const engine = await connectEngine();
  // Both are to use this one, whatever else is on the machine.
  process.env.DOCKER_HOST = engine.address;
  print(`\nOn ${engine.name} ${engine.version}, everything cached:`);
  const ours = await time(runs, () => verify(root, submission));
  row('verify', ours);
  if (canRun('docker') && canRun('curl')) {
    const plain = await time(runs, () => buildRunAskByHand(submission));
    row('docker build && docker run && curl', plain);
    print(`Our share: ${Math.round(ours.median - plain.median)} ms\n`);
  } else {
    print('No `docker` or no `curl` here to compare with.\n');
  }

  const { perSecond, files } = readingSpeed(root);
  print(`Dockerfiles read and evaluated: ${Math.round(perSecond)} a second (${files} files)`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
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
