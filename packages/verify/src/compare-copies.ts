import { isDeepStrictEqual } from 'node:util';
import { copiedContent, unseenSources } from '@kit/checker';
import type { ImagePlan } from '@kit/dockerfile';
import { EngineError, readImageTree } from '@kit/harness';
import type { Engine, ImageEntry } from '@kit/harness';

export interface ComparedCopies {
  /** All that the Dockerfile brings into the image is known to be the same in both. */
  readonly isSame: boolean;
  /** Absolute paths of copied files that differ. */
  readonly changed: readonly string[];
}

/** More than that are quicker read as a folder. */
const mostReadSingly = 50;

/**
 * Compares what two images of the same instructions have where the Dockerfile
 * copies to. What a RUN made is let be: it is another at each run.
 */
export async function compareCopies(
  engine: Engine,
  plan: ImagePlan,
  imageId: string,
  otherId: string,
): Promise<ComparedCopies> {
  const content = copiedContent(plan);
  const paths = [...new Set(content.map(({ path }) => path))];
  const folders = [...new Set(content.map(({ destination }) => destination))];
  const asked = paths.length > mostReadSingly ? folders.filter((folder) => folder !== '/') : paths;
  const [one, other] = await Promise.all([
    readEntries(engine, imageId, asked),
    readEntries(engine, otherId, asked),
  ]);
  const changed = paths.filter((path) => !isDeepStrictEqual(one.get(path), other.get(path)));
  // What a later instruction removed cannot be compared.
  const isRead = paths.every((path) => one.has(path) || other.has(path));
  return { isSame: changed.length === 0 && isRead && unseenSources(plan).length === 0, changed };
}

/** None where they are too large to be read. */
async function readEntries(
  engine: Engine,
  imageId: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, ImageEntry>> {
  try {
    return await readImageTree(engine, imageId, paths);
  } catch (error) {
    if (error instanceof EngineError && error.fault === 'refused') return new Map();
    throw error;
  }
}
