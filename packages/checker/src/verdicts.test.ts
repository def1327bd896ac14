import { describe, expect, test } from 'vitest';
import { basedOn } from './checks/based-on.ts';
import { copies } from './checks/copies.ts';
import { exposesPort } from './checks/exposes-port.ts';
import { hasDockerfile } from './checks/has-dockerfile.ts';
import { installsRequirements } from './checks/installs-requirements.ts';
import { startsApp } from './checks/starts-app.ts';
import { worksIn } from './checks/works-in.ts';
import { defineStep } from './define.ts';
import { judgeStep } from './judge.ts';
import type { Check, Step, StepResult } from './step.ts';
import type { Row } from './verdicts/row.ts';
import { textOf } from './verdicts/row.ts';
import { tables } from './verdicts/tables.ts';
import { witnessOf } from './verdicts/witness.ts';

const step = (id: string, needs: readonly string[], check: Check): Step =>
  defineStep({ id, title: id, goal: 'parse', needs, checks: [check] });

const steps: readonly Step[] = [
  step('create-dockerfile', [], hasDockerfile()),
  step(
    'base-image',
    ['create-dockerfile'],
    basedOn({ repository: 'python', major: 3, example: 'python:3-alpine' }),
  ),
  step('working-directory', ['base-image'], worksIn('/usr/src/app')),
  step('copy-files', ['working-directory'], copies(['requirements.txt', 'server.py'])),
  step('expose-port', ['base-image'], exposesPort(8000)),
  step('install-dependencies', ['copy-files'], installsRequirements('requirements.txt')),
  step('start-command', ['copy-files'], startsApp({ script: 'server.py' })),
];

function judge([, source, files]: Row): readonly StepResult[] {
  const witness = witnessOf(textOf(source), files);
  const results = new Map<string, StepResult>();
  for (const each of steps) results.set(each.id, judgeStep(each, witness, results));
  return [...results.values()];
}

const letters = { passed: 'P', failed: 'F', blocked: 'B', skipped: 'S', error: 'E' };

describe.each(Object.entries(tables))('%s', (_name, rows) => {
  test.each(rows.map((row) => [textOf(row[1]), row] as const))('%s', (_text, row) => {
    const results = judge(row);
    const told = results.flatMap(({ diagnostics }) => diagnostics.map(({ message }) => message));
    expect(results.map(({ status }) => letters[status]).join(''), told.join('\n')).toBe(row[0]);
    for (const { status, diagnostics } of results) {
      expect(diagnostics.length > 0).toBe(status === 'failed');
      for (const { message, why, help } of diagnostics) {
        expect([message, why, help].every((sentence) => /^\S.*\S$/s.test(sentence))).toBe(true);
      }
    }
  });
});
