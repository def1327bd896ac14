import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { afterEach, expect, test } from 'vitest';
import { gradeInWorkflow } from './github-action.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

type Outcome = 'passed' | 'failed' | 'refused' | 'error';

/** A run with reports of these outcomes, in the place of a real grading. */
function run(
  reports: readonly Outcome[] | undefined,
  inputs: Record<string, string> = {},
  code = 0,
) {
  const folder = mkdtempSync(path.join(tmpdir(), 'action-'));
  folders.push(folder);
  const environment = {
    GITHUB_WORKSPACE: folder,
    GITHUB_STEP_SUMMARY: path.join(folder, 'summary'),
    GITHUB_OUTPUT: path.join(folder, 'output'),
    ...inputs,
  };
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, 'grades', file)), { recursive: true });
    writeFileSync(path.join(folder, 'grades', file), text);
  };
  write('class.json', '{"submissions": [{"folder": "of-an-earlier-run"}]}');
  let log = '';
  let args: readonly string[] = [];
  const exitCode = gradeInWorkflow(
    environment,
    (given) => {
      args = given;
      log += '  ::error::a name\n';
      reports?.forEach((outcome, index) => {
        const grade = { outcome, score: 7.5, maxScore: 9 };
        write(`learners/l${index}/report.json`, JSON.stringify({ grade }));
        write(`learners/l${index}/report.md`, `# ${outcome}\n`);
      });
      if (reports !== undefined) {
        const submissions = reports.map((_, index) => ({ folder: `l${index}` }));
        write('class.json', JSON.stringify({ submissions }));
        write('github-annotations.txt', '::notice title=t::m\n');
        write('github-summary.md', '# The class\n');
      }
      return code;
    },
    (text) => (log += text),
  );
  const read = (file: string) => {
    try {
      return readFileSync(path.join(folder, file), 'utf8').replaceAll(folder, '.');
    } catch {
      return '';
    }
  };
  return {
    exitCode,
    log,
    args: args.map((arg) => arg.replace(folder, '.')),
    summary: read('summary'),
    output: read('output'),
  };
}

test('one submission: its own report on the page of the run, its points as outputs', () => {
  const { log, ...rest } = run(['failed']);
  expect(rest).toEqual({
    exitCode: 1,
    args: ['.', '--single', '--format', 'github,github-summary', '--out', './grades'],
    summary: '# failed\n',
    output: 'outcome=failed\nscore=7.5\nmax-score=9\nreports=./grades\n',
  });
  const [, token = ''] = /^::stop-commands::(\S+)\n/.exec(log) ?? [];
  expect(token).not.toBe('');
  expect(log).toBe(
    `::stop-commands::${token}\n  ::error::a name\n::${token}::\n::notice title=t::m\n`,
  );
});

test('a class: its page, and the worst of its outcomes', () => {
  const inputs = { SUBMISSIONS: 'handed-in', SINGLE: 'false', FORMATS: 'junit, sarif' };
  const { args, summary, output, exitCode } = run(['passed', 'refused', 'failed'], inputs);
  expect([args, summary, output, exitCode]).toEqual([
    ['handed-in', '--format', 'github,github-summary,junit,sarif', '--out', './grades'],
    '# The class\n',
    'outcome=refused\nreports=./grades\n',
    1,
  ]);
});

test.each<[string, readonly Outcome[] | undefined, Record<string, string>, number, number]>([
  ['all passed', ['passed', 'passed'], {}, 0, 0],
  ['a mistake', ['passed', 'failed'], {}, 0, 1],
  ['a mistake, which does not count', ['failed', 'refused'], { FAIL_ON: 'faults' }, 0, 0],
  ['a fault of the machine', ['failed', 'error'], { FAIL_ON: 'faults' }, 2, 2],
  ['no reports at all, but those of an earlier run', undefined, {}, 2, 2],
])('%s', (_, reports, inputs, code, exitCode) => {
  expect(run(reports, inputs, code).exitCode).toBe(exitCode);
});

test('what the action declares is what the script reads', () => {
  const file = readFileSync(path.join(import.meta.dirname, '../../../action.yml'), 'utf8');
  const { inputs, runs } = parse(file) as {
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly runs: {
      readonly steps: readonly [
        { readonly env: Readonly<Record<string, string>>; readonly run: string },
      ];
    };
  };
  const [{ env, run: script }] = runs.steps;
  expect(env).toEqual(
    Object.fromEntries(
      Object.keys(inputs).map((name) => [
        name.toUpperCase().replace('-', '_'),
        `\${{ inputs.${name} }}`,
      ]),
    ),
  );
  // An expression in a script is code of whoever wrote the value.
  expect(script).not.toContain('${{');
});
