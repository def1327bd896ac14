import path from 'node:path';
import type { SubmissionGrade } from '../class-report.ts';

/** The Dockerfile’s path, as the grader named the folder; a learner may have chosen the names in it. */
export function submittedFile({ path: folder, report }: SubmissionGrade): string {
  return path.posix.join(folder, report.submission.dockerfile);
}

/** The same as a URI: relative where the path is. */
export function submittedUri(grade: SubmissionGrade): string {
  const file = submittedFile(grade).toWellFormed();
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  return path.posix.isAbsolute(file) ? `file://${encoded}` : encoded;
}
