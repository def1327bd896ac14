import { setTimeout as sleep } from 'node:timers/promises';
import type { BuildOutcome } from './build.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { EngineError, engineErrorOf } from './errors.ts';
import { isOwn, isOwnerAlive, ownerLabel } from './labels.ts';
import { findImage, listImages } from './stored-images.ts';

/**
 * Removes containers and images that the kit made and could not remove, because it was killed.
 * @throws EngineError with the number of those that stay; all are tried.
 */
export function sweepLeftovers(engine: Engine): Promise<void> {
  return sweep(engine, (owner) => !isOwnerAlive(owner));
}

/**
 * Removes whatever this very process made and did not come to remove; it has no work on the engine any more.
 * @throws EngineError with the number of those that stay; all are tried.
 */
export function removeOwn(engine: Engine): Promise<void> {
  return sweep(engine, isOwn);
}

async function sweep(engine: Engine, isLeft: (owner: string) => boolean): Promise<void> {
  const found = await withDeadline(
    engine.client.listContainers({ all: true, filters: { label: [ownerLabel] } }),
    'being asked for its containers',
  );
  const stuck: unknown[] = [];
  const orStuck = (removal: Promise<unknown>) =>
    removal.catch((error: unknown) => stuck.push(error));
  const left = found.filter(({ Labels }) => isLeft(Labels[ownerLabel] ?? ''));
  await Promise.all(left.map(({ Id }) => orStuck(removeContainer(engine, Id))));
  for (const { imageId, names, owner } of await listImages(engine)) {
    if (owner === undefined || !isLeft(owner)) continue;
    for (const reference of [...names, imageId]) await orStuck(remove(engine, reference));
  }
  if (stuck.length > 0) throw leftError(stuck);
}

function leftError(stuck: readonly unknown[]): EngineError {
  const { message } = engineErrorOf(stuck[0], 'removing what the kit had made');
  return new EngineError(
    'refused',
    `${stuck.length === 1 ? 'A container or image stays' : `${stuck.length} containers and images stay`}. ${message}`,
    'Restart the engine, then run the same command again.',
    stuck[0],
  );
}

/** A file system that is busy for a moment keeps an engine from removing what is on it. */
const pausesMs = [200, 1_000];

/** Stops at once and removes, with its anonymous volumes; one that is gone already is fine. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await withDeadline(
        engine.client.getContainer(id).remove({ force: true, v: true }),
        'removing a container',
      );
      return;
    } catch (error) {
      const { statusCode = 0 } = error as { readonly statusCode?: number };
      if (statusCode === 404 || statusCode === 409) return;
      const pauseMs = pausesMs[tries];
      if (statusCode < 500 || pauseMs === undefined) throw error;
      await sleep(pauseMs);
    }
  }
}

/** Remembers which images there are, so that only new ones are removed later. */
export async function keepImages(engine: Engine): Promise<ReadonlySet<string>> {
  return new Set((await listImages(engine)).map(({ imageId }) => imageId));
}

/**
 * All images of the engine but the kit's own and their names, a line each, in
 * the same order each time.
 * @throws EngineError where the engine does not answer.
 */
export async function imageNames(engine: Engine): Promise<readonly string[]> {
  return (await listImages(engine))
    .filter(({ owner }) => owner === undefined)
    .map(({ imageId, names }) => [imageId, ...names.toSorted()].join(' '))
    .toSorted();
}

/**
 * Removes an image that the kit built, and what the classic builder made on the
 * way to it: nothing that was there before, and never a tag of the learner's
 * that has come to it since.
 *
 * @param ownTags tags that the kit itself gave it.
 */
export async function removeImage(
  engine: Engine,
  imageId: string,
  kept: ReadonlySet<string>,
  ownTags: readonly string[] = [],
): Promise<void> {
  let image = await findImage(engine, imageId);
  for (const tag of ownTags) await remove(engine, tag);
  while (image !== undefined && !kept.has(image.imageId)) {
    const left = await findImage(engine, image.imageId);
    if (left !== undefined && (left.names.length > 0 || !(await remove(engine, left.imageId))))
      return;
    image = image.parent === '' ? undefined : await findImage(engine, image.parent);
  }
}

/** Removes what a build made, as `removeImage` does. */
export async function removeBuild(
  engine: Engine,
  outcome: BuildOutcome,
  kept: ReadonlySet<string>,
  ownTags: readonly string[] = [],
): Promise<void> {
  const result = outcome.kind === 'built' ? [outcome.imageId] : [];
  for (const id of [...result, ...outcome.intermediate.toReversed()]) {
    await removeImage(engine, id, kept, ownTags);
  }
}

/** @returns false where it stays: in use by a container or an image that is not ours. */
async function remove(engine: Engine, reference: string): Promise<boolean> {
  try {
    await withDeadline(
      // The engine itself would prune the parents, which may be the learner's.
      engine.client.getImage(reference).remove({ noprune: true }),
      'removing an image',
    );
    return true;
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: number };
    if (statusCode === 404) return true;
    if (statusCode === 409) return false;
    throw error;
  }
}
