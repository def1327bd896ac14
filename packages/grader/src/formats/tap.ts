import { plain, plainLines } from '@kit/checker';
import type { StepResult } from '@kit/checker';
import { stringify } from 'yaml';
import type { ClassReport, SubmissionGrade } from '../class-report.ts';
import { isolationSentences } from './isolation-sentence.ts';
import type { Format } from './format.ts';
import { judgedSteps, whyNotJudged } from './judged-steps.ts';
import type { JudgedStep } from './judged-steps.ts';
import { submittedFile } from './submitted-file.ts';
import { shownName } from './text.ts';

/**
 * TAP 14: a subtest a learner, a test point a step. What was not judged is `SKIP`, a refused
 * submission and a fault of the machine too, and the reason says which. `Bail out!` ends a whole
 * run for its readers, so it stands at the end alone, and only where the machine could judge
 * nobody: one learner’s bad luck hides no other. Hidden steps show: it is the grader’s.
 */
export const tap: Format = {
  name: 'tap',
  file: 'class.tap',
  scope: 'class',
  render: (report) => {
    const { submissions } = report;
    const lines = [
      'TAP version 14',
      submissions.length === 0 ? '1..0 # SKIP nobody handed in' : `1..${submissions.length}`,
      ...isolationSentences(report).map((sentence) => `# ${description(sentence)}`),
      ...submissions.flatMap((grade, index) => learner(grade, index + 1, report)),
      ...bailOut(submissions),
    ];
    return `${lines.join('\n')}\n`;
  },
};

function learner(grade: SubmissionGrade, number: number, report: ClassReport): readonly string[] {
  const steps = judgedSteps(grade, report);
  const name = description(shownName(grade));
  const { outcome, score, maxScore, late, attempt, problem } = grade;
  const notJudged = outcome === 'error' || outcome === 'refused';
  const why = `${outcome === 'error' ? 'Could not be judged' : 'Refused'}: ${problem?.reason ?? ''}`;
  return [
    `# Subtest: ${name}`,
    ...indented('    ', [
      steps.length === 0 ? '1..0' : `1..${steps.length}`,
      ...steps.flatMap((judged, index) => step(judged, index + 1, grade)),
    ]),
    `${outcome === 'failed' ? 'not ok' : 'ok'} ${number} - ${name}${notJudged ? skip(why) : ''}`,
    ...diagnostics({
      outcome,
      // The machine’s fault costs nobody points.
      ...(outcome !== 'error' && { score }),
      maxScore,
      ...(late && { minutesLate: late.minutes, deducted: late.deducted }),
      ...(attempt && { attempt: `${attempt.number} of ${attempt.of}` }),
      ...(problem && { help: plain(problem.help, 1000) }),
      duration_ms: grade.durationMs,
    }),
  ];
}

function step({ step, result, points }: JudgedStep, number: number, grade: SubmissionGrade) {
  const why = whyNotJudged(grade, result);
  const title = description(`${plain(step.title)}${step.hidden ? ' (hidden)' : ''}`);
  const isOk = result.status !== 'failed';
  return [
    `${isOk ? 'ok' : 'not ok'} ${number} - ${title}${why === undefined ? '' : skip(why)}`,
    ...diagnostics({
      step: step.id,
      ...(result.status !== 'passed' && { status: result.status }),
      points: `${points.points} of ${points.maxPoints}`,
      ...mistakes(result, grade),
      duration_ms: result.durationMs,
    }),
  ];
}

function mistakes(result: StepResult, grade: SubmissionGrade): object {
  if (result.status !== 'failed') return {};
  return {
    mistakes: result.diagnostics.map(({ check, message, why, help, docs, range }) => ({
      check,
      message: plainLines(message, 1000),
      why: plainLines(why),
      help: plainLines(help, 1000),
      ...(docs !== undefined && { docs: plain(docs, 500) }),
      ...(range && { at: { file: plain(submittedFile(grade), 1000), ...range.start } }),
    })),
  };
}

function bailOut(submissions: readonly SubmissionGrade[]): readonly string[] {
  const [first] = submissions;
  if (first === undefined || submissions.some(({ outcome }) => outcome !== 'error')) return [];
  return [
    `Bail out! Nobody could be judged: ${description(plain(first.problem?.reason ?? '', 500))}`,
  ];
}

function diagnostics(values: object): readonly string[] {
  // A value a line: older readers know no more of YAML, and no line is a learner's alone.
  const yaml = { lineWidth: 0, blockQuote: false, doubleQuotedAsJSON: true } as const;
  const lines = stringify(values, yaml).trimEnd().split('\n');
  return indented('  ', ['---', ...lines, '...']);
}

function indented(by: string, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : `${by}${line}`));
}

function skip(reason: string): string {
  return ` # SKIP ${description(plain(reason, 500))}`;
}

/** A clean text that no reader takes for more: `#` would begin a directive, a last `{` a subtest. */
function description(text: string): string {
  return text.replaceAll(/[\\#]/g, String.raw`\$&`).replace(/\{$/, '(');
}
