import type { SubmissionGrade } from '../../class-report.ts';
import { decimal } from './units.ts';

interface ScoreBand {
  /** `8 to 9`, `all 10` */
  readonly label: string;
  readonly count: number;
}

const tenths = 10;

/** Scores in tenths of what can be reached, the best first; all the points are a band of their own. */
export function scoreBands(submissions: readonly SubmissionGrade[]): readonly ScoreBand[] {
  const judged = submissions.filter(
    ({ outcome, maxScore }) => (outcome === 'passed' || outcome === 'failed') && maxScore > 0,
  );
  const most = Math.max(0, ...judged.map(({ maxScore }) => maxScore));
  const counts = Array.from({ length: tenths + 1 }, () => 0);
  for (const { score } of judged) {
    // The last digits of a sum are not exact.
    const band = Math.floor((score / most) * tenths + 1e-9);
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts.map((count, band) => ({ count, label: labelOf(band, most) })).toReversed();
}

function labelOf(band: number, most: number): string {
  if (band === tenths) return `all ${decimal(most)}`;
  return `${decimal((band / tenths) * most)} to ${decimal(((band + 1) / tenths) * most)}`;
}
