import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * What `action.yml` runs: grades, puts the mistakes beside the lines they are in and a report on
 * the page of the run, and says by its exit code who has something to do: 0 nobody, 1 a learner,
 * 2 whoever keeps the machine. All that it shows is what learners may know.
 */

type Environment = Readonly<Record<string, string | undefined>>;

const outcomes = ['error', 'refused', 'failed', 'passed'] as const;
type Outcome = (typeof outcomes)[number];

/** As far as it is used here; see the format `learner-json`. */
interface LearnerReport {
  readonly grade: { readonly outcome: Outcome; readonly score: number; readonly maxScore: number };
}

const shown = { annotations: 'github-annotations.txt', summary: 'github-summary.md' };

/** @param grade runs `pnpm grade` and returns its exit code. */
export function gradeInWorkflow(
  environment: Environment,
  grade: (args: readonly string[]) => number,
  print: (text: string) => void,
): number {
  const { out, args, failsOnMistakes } = readInputs(environment);
  // What an earlier run left is no result of this one.
  for (const file of ['class.json', ...Object.values(shown)])
    rmSync(path.join(out, file), { force: true });

  // Until the token comes again nothing in the log is a command: learners' names are in it.
  const token = randomUUID();
  print(`::stop-commands::${token}\n`);
  const code = grade(args);
  print(`::${token}::\n`);

  const reports = readReports(out);
  if (reports === undefined) return 2;
  print(readFileSync(path.join(out, shown.annotations), 'utf8'));
  append(environment.GITHUB_STEP_SUMMARY, summaryOf(out, reports));
  append(environment.GITHUB_OUTPUT, outputsOf(out, reports));
  if (code !== 0) return 2;
  return failsOnMistakes && worstOf(reports) !== 'passed' ? 1 : 0;
}

function readInputs(environment: Environment) {
  const { SUBMISSIONS = '.', SINGLE, WORKSHOP = '', FORMATS = '', OUT = 'grades' } = environment;
  const formats = ['github', 'github-summary', ...FORMATS.split(/[,\s]+/)].filter(Boolean);
  const out = path.resolve(environment.GITHUB_WORKSPACE ?? '.', OUT);
  return {
    out,
    args: [
      SUBMISSIONS,
      ...(SINGLE === 'false' ? [] : ['--single']),
      ...(WORKSHOP === '' ? [] : ['--workshop', WORKSHOP]),
      ...['--format', formats.join(',')],
      ...['--out', out],
    ],
    failsOnMistakes: environment.FAIL_ON !== 'faults',
  };
}

type Reports = ReadonlyMap<string, LearnerReport>;

/** By the learner's folder; `undefined` where grading did not come to its end. */
function readReports(out: string): Reports | undefined {
  const json = (file: string): unknown => {
    try {
      return JSON.parse(readFileSync(path.join(out, file), 'utf8'));
    } catch {
      return undefined;
    }
  };
  const read = json('class.json') as
    { readonly submissions: readonly { readonly folder: string }[] } | undefined;
  return (
    read &&
    new Map(
      read.submissions.map(({ folder }) => [
        folder,
        json(`learners/${folder}/report.json`) as LearnerReport,
      ]),
    )
  );
}

/** One learner's own report, or the page of the class. */
function summaryOf(out: string, reports: Reports): string {
  const [folder, ...others] = reports.keys();
  const file =
    folder === undefined || others.length > 0
      ? shown.summary
      : path.join('learners', folder, 'report.md');
  return readFileSync(path.join(out, file), 'utf8');
}

function outputsOf(out: string, reports: Reports): string {
  const [first, ...others] = reports.values();
  return [
    `outcome=${worstOf(reports)}`,
    ...(first === undefined || others.length > 0
      ? []
      : [`score=${first.grade.score}`, `max-score=${first.grade.maxScore}`]),
    `reports=${out}`,
    '',
  ].join('\n');
}

function worstOf(reports: Reports): Outcome {
  const found = new Set([...reports.values()].map(({ grade }) => grade.outcome));
  return outcomes.find((outcome) => found.has(outcome)) ?? 'passed';
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}

function runGrade(args: readonly string[]): number {
  const program = path.join(import.meta.dirname, '../bin/grade.js');
  const { status } = spawnSync(process.execPath, [program, ...args], {
    stdio: 'inherit',
    // Paths are seen from there, in what GitHub is told too.
    env: { ...process.env, INIT_CWD: process.env.GITHUB_WORKSPACE },
  });
  return status ?? 2;
}

export function main(): number {
  return gradeInWorkflow(process.env, runGrade, (text) => process.stdout.write(text));
}
