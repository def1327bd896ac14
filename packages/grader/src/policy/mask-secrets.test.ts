import type { Report } from '@kit/verify';
import { expect, test, vi } from 'vitest';
import { formats } from '../formats/index.ts';
import { runnerEnvironment } from '../formats/render-learner.ts';
import { sampleClass } from '../formats/samples.ts';
import { gradingOf, reportOf, resultsOf, workshop } from './fixture.ts';
import { gradedSteps, gradesOf } from './grades.ts';
import type { Judged } from './grades.ts';
import { maskFor } from './mask-secrets.ts';

for (const [name, value] of Object.entries(runnerEnvironment)) vi.stubEnv(name, value);

const source = 'FROM python\nARG BASE=s3same-\nENV API_TOKEN="hunter2.x" DB_PASSWORD=${BASE}word\n';
const config = { Env: ['PATH=/bin', 'API_TOKEN=hunter2.x', 'DB_PASSWORD=s3same-word'] };
const said = 'It said: `curl: hunter2.x:s3same-word@host`.';
const line = 'Line 3 is too long: `ENV API_TOKEN="hunter2.x" …`.';
const why = [{ check: 'builds', message: said, why: said, help: said }];

function reportSaying(diagnostics: typeof why): Report {
  const report = reportOf(resultsOf({ first: 'passed', second: ['one'] }));
  const steps = report.steps.map((step) =>
    step.status === 'failed' ? { ...step, diagnostics } : step,
  );
  const layers = [{ text: 'ENV API_TOKEN=hunter2.x', sizeBytes: 0, isOfBase: false }];
  return {
    ...report,
    submission: { ...report.submission, source },
    steps,
    plan: { config },
    advice: diagnostics,
    image: { id: 'sha256:1', sizeBytes: 1, config, layers },
  };
}

const entry = { name: 'ada', path: 'class/ada', directory: '/class/ada' };
const results: readonly Judged['result'][] = [
  { kind: 'report', report: reportSaying(why) },
  { kind: 'refused', problem: { reason: line, help: line, source } },
];

test.each(results)('no format shows the value of what is named like a secret: $kind', (result) => {
  const policy = { workshop, grading: gradingOf() };
  const submissions = gradesOf([{ entry, result, known: false, durationMs: 1 }], policy);
  const report = { ...sampleClass, steps: gradedSteps(policy), submissions };
  for (const format of formats) {
    const texts =
      format.scope === 'class'
        ? [format.render(report)]
        : submissions.map((grade) => format.render(grade, report));
    for (const text of texts) expect(text, format.name).not.toMatch(/hunter2|s3same-word/);
  }
});

test('what is hidden is as long as it was, and the rest stays', () => {
  const { submission, steps, plan, image } = maskFor(reportSaying(why))(reportSaying(why));
  expect(submission.source).toBe(
    'FROM python\nARG BASE=s3same-\nENV API_TOKEN="*********" DB_PASSWORD=${BASE}word\n',
  );
  expect(steps[1]?.diagnostics[0]?.message).toBe('It said: `curl: *********:***********@host`.');
  expect(plan).toEqual({
    config: { Env: ['PATH=/bin', 'API_TOKEN=*********', 'DB_PASSWORD=***********'] },
  });
  expect(image?.layers?.[0]?.text).toBe('ENV API_TOKEN=*********');
});

test.each([
  ['no secret', 'ENV PORT=8000 PASSWORD_FILE=/run/x USE_TOKEN=true\n', 'Port 8000, true.'],
  ['a part of a word', 'ENV TOKEN=a\n', 'It starts, and that is all.'],
])('nothing is hidden of %s', (_, text, message) => {
  const report = reportSaying([{ check: 'builds', message, why: '', help: '' }]);
  const plain = {
    ...report,
    submission: { ...report.submission, source: text },
    plan: { config: {} },
  };
  const { image: _image, ...without } = plain;
  expect(maskFor(without)(without)).toMatchObject({ steps: without.steps });
});
