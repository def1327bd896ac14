import { escapeInvisible } from '@kit/terminal';
import type { SubmissionGrade } from '../class-report.ts';
import type { Format } from './format.ts';

/** The class as it is; see the contract, `workshop/class/v1`. */
export const json: Format = {
  name: 'json',
  file: 'class.json',
  scope: 'class',
  render: ({ submissions, ...report }) =>
    jsonText({ ...report, submissions: submissions.map(reportLast) }),
};

/** The grade first, for those who look into the file. */
function reportLast({ name, outcome, score, maxScore, report, ...others }: SubmissionGrade) {
  return { name, outcome, score, maxScore, ...others, report };
}

/**
 * A value as JSON that every reader takes: no lone surrogates, which strict
 * ones refuse, and nothing that steers a terminal.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).replace(loneSurrogate, String.raw`$1\ufffd`);
  return `${escapeInvisible(text)}\n`;
}

// `JSON.stringify` escapes those surrogates alone that stand by themselves.
const loneSurrogate = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
