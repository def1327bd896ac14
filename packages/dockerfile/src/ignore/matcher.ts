import type { Budget } from '../files/budget.ts';
import type { Pattern } from './pattern.ts';

/** Which of the patterns matched a path or a folder above it, by index. */
export type MatchedPatterns = readonly boolean[];

/**
 * Whether a path is matched in the end: each pattern in turn takes it, or as
 * an exception gives it back.
 * @param above what this returned as `patterns` for the folder the path is in.
 * @throws BudgetSpent
 */
export function matchPath(
  patterns: readonly Pattern[],
  path: string,
  above: MatchedPatterns | undefined,
  budget: Budget,
): { readonly isMatched: boolean; readonly patterns: MatchedPatterns } {
  budget.spendSteps(patterns.length);
  let isMatched = false;
  const matched = patterns.map((pattern, index) => {
    const isAbove = above?.[index] === true;
    // A pattern that would change nothing is not asked.
    if (!isAbove && pattern.exception !== isMatched) return false;
    const matches = isAbove || pattern.matches(path, budget);
    if (matches) isMatched = !pattern.exception;
    return matches;
  });
  return { isMatched, patterns: matched };
}

/** As `matchPath`, for a path on its own: its folders are looked at as well. */
export function matchesOrIsBelow(
  patterns: readonly Pattern[],
  path: string,
  budget: Budget,
): boolean {
  let above: MatchedPatterns | undefined;
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    above = matchPath(patterns, path.slice(0, slash), above, budget).patterns;
  }
  return matchPath(patterns, path, above, budget).isMatched;
}
