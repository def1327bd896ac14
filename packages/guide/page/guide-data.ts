export type { GuideState, ShownApp } from '../src/guide-state.ts';
export type { ShownFile } from '../src/shown-file.ts';
import type { Page } from '../src/pages.ts';

/** What `/api/guide` tells. */
export interface Guide {
  readonly title: string;
  readonly pages: readonly Page[];
}
