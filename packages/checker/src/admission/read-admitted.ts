import { parseDockerfile } from '@kit/dockerfile';
import { readSubmission, SubmissionError } from '../read-submission.ts';
import type { Submission } from '../submission.ts';
import { admit } from './admit.ts';
import type { Refusal } from './refusal.ts';
import type { AdmissionRules } from './rules.ts';

/** A folder that was looked at: to be graded, or refused, with one refusal at least. */
export type Admission =
  | { readonly kind: 'admitted'; readonly submission: Submission }
  | {
      readonly kind: 'refused';
      readonly refusals: readonly Refusal[];
      /** Text of the Dockerfile, where there is one and it is no larger than it may be. */
      readonly source?: string;
    };

/**
 * Reads a folder for grading, as far as the rules let it be read.
 * @throws SubmissionError where there is no folder that can be read.
 */
export async function readAdmitted(directory: string, rules: AdmissionRules): Promise<Admission> {
  try {
    const submission = await readSubmission(directory, rules.limits);
    const { dockerfile } = submission;
    const parsed = parseDockerfile(dockerfile.kind === 'text' ? dockerfile.text : '');
    const refusals = admit(submission, parsed, rules);
    if (refusals.length === 0) return { kind: 'admitted', submission };
    const isShown =
      dockerfile.kind === 'text' && dockerfile.text.length <= rules.limits.dockerfileBytes;
    return { kind: 'refused', refusals, ...(isShown && { source: dockerfile.text }) };
  } catch (error) {
    if (!(error instanceof SubmissionError) || error.refusal === undefined) throw error;
    return { kind: 'refused', refusals: [error.refusal] };
  }
}
