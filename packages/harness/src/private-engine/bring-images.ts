import { finished } from 'node:stream/promises';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { engineErrorOf } from '../errors.ts';
import { pullImage } from '../pull-image.ts';
import { findImage } from '../stored-images.ts';
import { provideBaseImages } from './provide-base-images.ts';

const loadMs = 60_000;

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
  const doing = `copying the base image ${reference}`;
  try {
    const saved = await from.client.getImage(reference).get();
    const loaded = await withDeadline(to.client.loadImage(saved), doing, { ms: loadMs });
    // To its end, when all of it is there.
    await withDeadline(finished(loaded.resume()), doing, { ms: loadMs });
  } catch (error) {
    throw engineErrorOf(error, doing);
  }
}
