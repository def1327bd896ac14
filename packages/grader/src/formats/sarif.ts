import { plain } from '@kit/checker';
import type { Log, Notification, ReportingDescriptor, Result } from 'sarif';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';
import { findingsOf } from './sarif-findings.ts';
import type { Finding } from './sarif-findings.ts';
import { rulesOf } from './sarif-rules.ts';
import { submittedUri } from './submitted-file.ts';
import { shownName } from './text.ts';

/** GitHub takes no file with more results in one run, and shows fewer. */
export const mostResults = { taken: 25_000, shown: 5_000 };

/**
 * SARIF 2.1.0: one run for the class, a rule a check, and a result for each thing that a learner
 * has to mend. What the machine could not judge is a notification of the run, and no result.
 * Hidden steps show: it is the grader’s.
 */
export const sarif: Format = {
  name: 'sarif',
  file: 'class.sarif',
  scope: 'class',
  render: (report) => `${JSON.stringify(logOf(report), undefined, 2)}\n`,
};

function logOf(report: ClassReport): Log {
  const all = findingsOf(report);
  const findings = gravest(all);
  const rules = rulesOf(findings, report);
  const faults = report.submissions.filter(({ outcome }) => outcome === 'error').map(faultOf);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'docker-workshop-kit',
            version: report.versions.kit.slice(0, 12),
            rules: [...rules],
            notifications,
          },
        },
        automationDetails: { id: `grade/${plain(report.workshop)}/` },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: faults.length === 0,
            startTimeUtc: report.startedAt,
            endTimeUtc: new Date(Date.parse(report.startedAt) + report.durationMs).toISOString(),
            toolExecutionNotifications: [...faults, ...cutNote(all.length)],
          },
        ],
        ...(report.isolation && { properties: { isolation: report.isolation } }),
        results: findings.map((finding) => resultOf(finding, rules)),
      },
    ],
  };
}

/** As they come, unless there are too many: then those that weigh most. */
function gravest(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostResults.taken) return findings;
  const order: readonly Finding['level'][] = ['error', 'warning', 'note'];
  return order
    .flatMap((level) => findings.filter((finding) => finding.level === level))
    .slice(0, mostResults.taken);
}

function resultOf(finding: Finding, rules: readonly ReportingDescriptor[]): Result {
  const { rule, level, text, grade, step, range, fingerprint } = finding;
  const { start, end } = range ?? {};
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level,
    message: { text: withoutLinks(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: submittedUri(grade) },
          ...(start && {
            region: {
              startLine: start.line,
              startColumn: start.column,
              endLine: end?.line,
              endColumn: end?.column,
            },
          }),
        },
      },
    ],
    // Of all names, this is the one that GitHub reads.
    partialFingerprints: { primaryLocationLineHash: fingerprint },
    properties: {
      learner: shownName(grade),
      ...(step && { step: step.id, hidden: step.hidden }),
    },
  };
}

const notifications: ReportingDescriptor[] = [
  {
    id: 'could-not-be-judged',
    shortDescription: { text: 'The machine could not judge a submission' },
  },
  { id: 'results-cut', shortDescription: { text: 'There are more results than fit' } },
];

function faultOf(grade: SubmissionGrade): Notification {
  const { reason, help } = grade.problem ?? { reason: 'It could not be judged.', help: '' };
  return {
    descriptor: { id: 'could-not-be-judged' },
    level: 'error',
    message: { text: withoutLinks(plain(`${shownName(grade)}: ${reason} ${help}`, 1000)) },
    locations: [{ physicalLocation: { artifactLocation: { uri: submittedUri(grade) } } }],
  };
}

function cutNote(count: number): readonly Notification[] {
  const { taken, shown } = mostResults;
  if (count <= shown) return [];
  const text =
    count > taken
      ? `Of ${count} results these are the ${taken} that weigh most: GitHub takes no more.`
      : `GitHub shows the ${shown} of these ${count} results that weigh most.`;
  return [{ descriptor: { id: 'results-cut' }, level: 'warning', message: { text } }];
}

/** `[text](address)` in a message would be a link, wherever a learner wants it to lead. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
