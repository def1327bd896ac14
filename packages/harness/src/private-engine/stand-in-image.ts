import type { Layout } from './layout.ts';
import type { Archives } from './programs.ts';

/** What is stood in for. */
export const standInReference = 'python:3-alpine';
/** On the stand-in, and on all images that are built on it. */
export const standInLabel = 'org.docker-workshop-kit.stand-in';

export async function ensureBaseImage(
  _layout: Layout,
  _archives: Archives,
  _onProgress: (text: string) => void,
  _signal?: AbortSignal,
): Promise<void> {}
