import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadWorkshop } from '@kit/verify';
import { afterAll, expect, it } from 'vitest';
import type { ClassReport } from '../../class-report.ts';
import { expectedFailures, writeSubmission } from './make-class.ts';
import { mistakes } from './mistakes.ts';
import type { Mistake } from './mistakes.ts';
import { seededRandom } from './random.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'class-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const workshop = await loadWorkshop('containerize-python');
const program = path.join(import.meta.dirname, '../../../bin/grade.js');

/** Those of which only an engine can tell, and some that it must not make better. */
const sample: readonly (keyof typeof mistakes)[] = [
  ...(['cd-for-workdir', 'no-expose', 'downloaded-only', 'single-quotes'] as const),
  ...(['apt-on-alpine', 'check-that-fails', 'python-astray', 'file-of-root-alone'] as const),
  ...(['port-of-flask', 'this-container-only', 'import-not-listed', 'never-answers'] as const),
];

it('an engine finds what is known of a class', async () => {
  const expected: Record<string, readonly string[]> = {};
  const submissions = path.join(scratch, 'submissions');
  const learners: readonly (readonly [string, Mistake | undefined])[] = [
    ...sample.map((name) => [name, mistakes[name]] as const),
    ...['right-1', 'right-2', 'right-3'].map((name) => [name, undefined] as const),
  ];
  for (const [index, [name, mistake]] of learners.entries()) {
    writeSubmission(path.join(submissions, name), mistake, seededRandom(index));
    const { fails = [], isOfTheApp = false } = mistake ?? {};
    expected[name] = expectedFailures({ fails, isOfTheApp }, workshop);
  }
  expect(await failures(submissions)).toEqual(expected);
}, 300_000);

async function failures(submissions: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const output = path.join(scratch, 'class.json');
  const args = ['--out', path.join(scratch, 'grades'), '--format', 'json', '--output', output];
  await promisify(execFile)(process.execPath, [program, submissions, ...args]);
  const { submissions: graded } = JSON.parse(readFileSync(output, 'utf8')) as ClassReport;
  return Object.fromEntries(
    graded.map(({ name, report }) => [
      name,
      report.steps.filter(({ status }) => status === 'failed').map(({ id }) => id),
    ]),
  );
}
