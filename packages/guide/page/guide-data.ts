export type { AppState, GuideState } from '../src/guide-state.ts';
import type { Page } from '../src/pages.ts';

/** What `/api/guide` tells. */
export interface Guide {
  readonly title: string;
  readonly pages: readonly Page[];
}
