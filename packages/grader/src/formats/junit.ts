import { plain } from '@kit/checker';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { explained, judgedSteps, whyNotJudged } from './judged-steps.ts';
import type { JudgedStep } from './judged-steps.ts';
import { isolationSentences } from './isolation-sentence.ts';
import { shownName } from './text.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/**
 * JUnit XML: a test suite a learner, a test case a step. A learner’s mistake is a `failure`, the
 * machine’s fault an `error`, and what was not judged, a refused submission too, is `skipped`.
 * Only what both Ant and Jenkins know is in it. Hidden steps show: it is the grader’s.
 */
export const junit: Format = {
  name: 'junit',
  file: 'junit.xml',
  scope: 'class',
  render: (report) => {
    const suites = report.submissions.map((grade, id) => suite(grade, report, id)).join('');
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}</testsuites>\n`;
  },
};

function suite(grade: SubmissionGrade, report: ClassReport, id: number): string {
  const steps = judgedSteps(grade, report);
  const count = (status: string) => steps.filter(({ result }) => result.status === status).length;
  const attributes = xmlAttributes({
    name: shownName(grade),
    package: plain(report.workshop),
    id,
    // The schema takes no time zone; this is UTC.
    timestamp: report.startedAt.slice(0, 19),
    hostname: 'localhost',
    tests: steps.length,
    failures: count('failed'),
    errors: count('error'),
    time: seconds(grade.durationMs),
  });
  const problem = grade.problem && plain(`${grade.problem.reason} ${grade.problem.help}`, 1000);
  return `  <testsuite ${attributes}>
    <properties>
${facts(grade, report)}
    </properties>
${steps.map((judged) => testCase(judged, grade, report)).join('\n')}
    <system-out>${xmlText(problem ?? '')}</system-out>
    <system-err></system-err>
  </testsuite>
`;
}

function facts(grade: SubmissionGrade, report: ClassReport): string {
  const { outcome, score, maxScore, late, attempt, path } = grade;
  const values = {
    outcome,
    // The machine's fault costs nobody points.
    score: outcome === 'error' ? undefined : score,
    maxScore,
    path: plain(path, 1000),
    minutesLate: late?.minutes,
    attempt: attempt && `${attempt.number} of ${attempt.of}`,
    isolation: isolationSentences(report)[0],
  };
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `      <property ${xmlAttributes({ name, value })}/>`)
    .join('\n');
}

function testCase({ step, result }: JudgedStep, grade: SubmissionGrade, report: ClassReport) {
  const attributes = xmlAttributes({
    name: `${plain(step.title)}${step.hidden ? ' (hidden)' : ''}`,
    classname: `${plain(report.workshop)}.${grade.folder}`,
    time: seconds(result.durationMs),
  });
  const content = outcomeOf(result, grade);
  return content === ''
    ? `    <testcase ${attributes}/>`
    : `    <testcase ${attributes}>\n      ${content}\n    </testcase>`;
}

/** Ant's schema has room for one element: several mistakes of a step share it. */
function outcomeOf(result: JudgedStep['result'], grade: SubmissionGrade): string {
  const why = whyNotJudged(grade, result) ?? '';
  switch (result.status) {
    case 'passed':
      return '';
    case 'failed': {
      const [first] = result.diagnostics;
      const attributes = xmlAttributes({
        type: plain(first?.check ?? result.id),
        message: plain(first?.message ?? 'It did not pass.', 500),
      });
      const text = result.diagnostics.map(explained).join('\n\n');
      return `<failure ${attributes}>${xmlText(text)}</failure>`;
    }
    case 'error': {
      const attributes = xmlAttributes({ type: 'could-not-be-judged', message: why });
      return `<error ${attributes}>${xmlText(why)}</error>`;
    }
    default:
      return `<skipped>${xmlText(why)}</skipped>`;
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
