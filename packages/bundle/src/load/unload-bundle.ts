import { findImage, listImages, removeName, tagImage } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { bundleName, keptName, referenceOf } from '../marks.ts';

export interface UnloadedImage {
  readonly reference: string;
  /** What was there before the bundle is there again. */
  readonly isGivenBack: boolean;
}

/** Takes from an engine what bundles brought, and gives it back what it had. @throws EngineError */
export async function unloadBundle(engine: Engine): Promise<readonly UnloadedImage[]> {
  const unloaded: UnloadedImage[] = [];
  for (const reference of await broughtReferences(engine)) {
    const [brought, now, before] = await Promise.all([
      findImage(engine, bundleName(reference)),
      findImage(engine, reference),
      findImage(engine, keptName(reference)),
    ]);
    // Whoever pulled or built another one since has what they want.
    const isOurs = now === undefined || now.imageId === brought?.imageId;
    if (isOurs) await removeName(engine, reference);
    if (isOurs && before !== undefined) await tagImage(engine, before.imageId, reference);
    await removeName(engine, keptName(reference));
    await removeName(engine, bundleName(reference));
    unloaded.push({ reference, isGivenBack: isOurs && before !== undefined });
  }
  return unloaded;
}

async function broughtReferences(engine: Engine): Promise<readonly string[]> {
  const names = (await listImages(engine)).flatMap((image) => image.names);
  return names.flatMap((name) => referenceOf(name) ?? []).toSorted();
}
