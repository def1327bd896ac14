import { plain } from '@kit/checker';
import type { StepResult } from '@kit/checker';
import type { CTRFReport, Test, TestStatus } from 'ctrf';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { excerptOf } from '../source-excerpt.ts';
import type { Format } from './format.ts';
import { explained, judgedSteps, whyNotJudged } from './judged-steps.ts';
import type { JudgedStep } from './judged-steps.ts';
import { submittedFile } from './submitted-file.ts';
import { shownName } from './text.ts';

/**
 * CTRF: a test a learner and step, the learner its suite. What the machine could not judge is
 * `other`, with `error` as its raw status; that is neither a failure nor left out. Hidden steps
 * show, with the tag `hidden`: it is the grader’s.
 */
export const ctrf: Format = {
  name: 'ctrf',
  file: 'class.ctrf.json',
  scope: 'class',
  render: (report) => `${JSON.stringify(reportOf(report), undefined, 2)}\n`,
};

function reportOf(report: ClassReport): CTRFReport {
  const { submissions, durationMs, startedAt } = report;
  const tests = submissions.flatMap((grade) =>
    judgedSteps(grade, report).map((judged) => testOf(judged, grade, report)),
  );
  const count = (status: TestStatus) => tests.filter((test) => test.status === status).length;
  const start = Date.parse(startedAt);
  const stop = start + Math.round(durationMs);
  return {
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    timestamp: new Date(stop).toISOString(),
    generatedBy: 'docker-workshop-kit',
    results: {
      tool: { name: 'docker-workshop-kit', version: report.versions.kit.slice(0, 12) },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        suites: submissions.length,
        start,
        stop,
        duration: Math.round(durationMs),
      },
      tests,
      environment: {
        reportName: plain(report.title),
        appName: plain(report.workshop),
        healthy: submissions.every(({ outcome }) => outcome !== 'error'),
      },
      extra: {
        ...(report.isolation && { isolation: report.isolation }),
        submissions: submissions.map(gradeOf),
      },
    },
  };
}

function testOf(
  { step, result, points }: JudgedStep,
  grade: SubmissionGrade,
  report: ClassReport,
): Test {
  return {
    testId: `${report.workshop}/${grade.folder}/${step.id}`,
    name: plain(step.title) || step.id,
    status: statuses[result.status],
    rawStatus: grade.outcome === 'refused' ? 'refused' : result.status,
    duration: Math.round(result.durationMs),
    suite: [plain(report.title), shownName(grade)],
    ...told(result, grade),
    ...(step.hidden && { tags: ['hidden'] }),
    labels: { learner: shownName(grade), step: step.id },
    extra: { points: points.points, maxPoints: points.maxPoints },
  };
}

const statuses: Readonly<Record<StepResult['status'], TestStatus>> = {
  passed: 'passed',
  failed: 'failed',
  blocked: 'skipped',
  skipped: 'skipped',
  error: 'other',
};

function told(result: StepResult, grade: SubmissionGrade): Partial<Test> {
  if (result.status !== 'failed') {
    const message = whyNotJudged(grade, result);
    return message === undefined ? {} : { message };
  }
  const [first] = result.diagnostics;
  const { range } = first ?? {};
  const wrong = excerptOf(grade.report.submission.source, range).filter(({ isWrong }) => isWrong);
  return {
    message: plain(first?.message ?? 'It did not pass.', 500),
    trace: result.diagnostics.map(explained).join('\n\n'),
    filePath: plain(submittedFile(grade), 1000),
    ...(range && { line: range.start.line }),
    ...(wrong.length > 0 && { snippet: wrong.map(({ text }) => plain(text, 300)).join('\n') }),
  };
}

function gradeOf(grade: SubmissionGrade): object {
  const { outcome, score, maxScore, late, attempt, problem } = grade;
  return {
    learner: shownName(grade),
    outcome,
    // The machine’s fault costs nobody points.
    ...(outcome !== 'error' && { score }),
    maxScore,
    ...(late && { minutesLate: late.minutes, deducted: late.deducted }),
    ...(attempt && { attempt: attempt.number, attempts: attempt.of }),
    ...(problem && { problem: plain(`${problem.reason} ${problem.help}`, 1000) }),
  };
}
