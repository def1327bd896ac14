import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { isOwnerAlive, ownerLabel } from './labels.ts';

/** Removes containers that the kit made and could not remove, because it was killed. */
export async function sweepLeftovers(engine: Engine): Promise<void> {
  const found = await withDeadline(
    engine.client.listContainers({ all: true, filters: { label: [ownerLabel] } }),
    'being asked for its containers',
  );
  const orphans = found.filter(({ Labels }) => !isOwnerAlive(Labels[ownerLabel] ?? ''));
  await Promise.all(orphans.map(({ Id }) => removeContainer(engine, Id)));
}

/** Stops at once and removes, with its anonymous volumes; one that is gone already is fine. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  try {
    await withDeadline(
      engine.client.getContainer(id).remove({ force: true, v: true }),
      'removing a container',
    );
  } catch (error) {
    if (![404, 409].includes((error as { readonly statusCode?: number }).statusCode ?? 0))
      throw error;
  }
}

/** Remembers which images there are, so that only new ones are removed later. */
export async function keepImages(engine: Engine): Promise<ReadonlySet<string>> {
  const images = await withDeadline(
    engine.client.listImages({ all: true }),
    'being asked for its images',
  );
  return new Set(images.map(({ Id }) => Id));
}

/**
 * Removes an image that the kit built: not where it was there before, and
 * never a tag of the learner's that has come to it since.
 *
 * @param ownTags tags that the kit itself gave it.
 */
export async function removeImage(
  engine: Engine,
  imageId: string,
  kept: ReadonlySet<string>,
  ownTags: readonly string[] = [],
): Promise<void> {
  for (const tag of ownTags) await remove(engine, tag);
  if (kept.has(imageId)) return;
  const image = await withDeadline(
    engine.client.getImage(imageId).inspect(),
    'being asked for the image',
  ).catch(() => undefined);
  if (image?.RepoTags.length === 0) await remove(engine, imageId);
}

async function remove(engine: Engine, reference: string): Promise<void> {
  try {
    await withDeadline(engine.client.getImage(reference).remove(), 'removing an image');
  } catch (error) {
    // Gone already, or in use by a container that is not ours.
    if (![404, 409].includes((error as { readonly statusCode?: number }).statusCode ?? 0))
      throw error;
  }
}
