import { escapeInvisible } from '@kit/terminal';
import type { ProvedChapter } from './prove.ts';

/** What `pnpm workshop test --format json` writes: all that was proved, and what is to be mended. */
export interface Proof {
  /** Fields are added, and none is renamed. */
  readonly schema: 'workshop/proof/v1';
  readonly outcome: ProofOutcome;
  /** One of each name that was given, in that order; of all, in the order of their names. */
  readonly workshops: readonly ProvedWorkshop[];
}

/** `failed`: there is something to mend. */
export type ProofOutcome = 'passed' | 'failed';

export interface ProvedWorkshop {
  readonly workshop: string;
  readonly outcome: ProofOutcome;
  /** The workshop as a whole, then its steps. */
  readonly chapters: readonly ProvedChapter[];
}

export function provedWorkshop(
  workshop: string,
  chapters: readonly ProvedChapter[],
): ProvedWorkshop {
  const holds = chapters.every(({ problems }) => problems.length === 0);
  return { workshop, outcome: holds ? 'passed' : 'failed', chapters };
}

export function proofOf(workshops: readonly ProvedWorkshop[]): Proof {
  const holds = workshops.every(({ outcome }) => outcome === 'passed');
  return { schema: 'workshop/proof/v1', outcome: holds ? 'passed' : 'failed', workshops };
}

export function proofAsJson(proof: Proof): string {
  return `${escapeInvisible(JSON.stringify(proof, undefined, 2))}\n`;
}
