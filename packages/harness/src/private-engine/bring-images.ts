import type { Engine } from '../engine.ts';
import { pullImage } from '../pull-image.ts';
import { findImage } from '../stored-images.ts';
import { copyImage } from './copy-image.ts';
import { provideBaseImages } from './provide-base-images.ts';

/** Copies images from one engine, which makes or pulls those that it lacks, to another one, each once. */
export function bringImages(from: Engine, to: Engine) {
  const brought = new Map<string, Promise<void>>();
  return async (references: readonly string[]): Promise<void> => {
    for (const reference of references) {
      const bringing = brought.get(reference) ?? bring(from, to, reference);
      brought.set(reference, bringing);
      await bringing.catch((error: unknown) => {
        brought.delete(reference);
        throw error;
      });
    }
  };
}

/** One that is nowhere is not missed here: the build tells of it, in its own words. */
async function bring(from: Engine, to: Engine, reference: string): Promise<void> {
  await provideBaseImages(from, [reference], () => undefined);
  if ((await findImage(from, reference)) === undefined) {
    await pullImage(from, reference).catch(() => undefined);
    if ((await findImage(from, reference)) === undefined) return;
  }
  await copyImage(from, to, reference);
}
