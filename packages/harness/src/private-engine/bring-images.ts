import type { Engine } from '../engine.ts';
import { pullImage } from '../pull-image.ts';
import { saysNoSuchImage } from '../registry-answer.ts';
import { findImage } from '../stored-images.ts';
import { copyImage } from './copy-image.ts';
import { provideBaseImages } from './provide-base-images.ts';

/** An image that an engine could not be given. */
export interface MissingImage {
  readonly reference: string;
  /** What its registry answered, where there is no such image; absent where it did not come to that. */
  readonly answer?: string;
}

/** Copies images from one engine, which makes or pulls those that it lacks, to another one, each once. */
export function bringImages(from: Engine, to: Engine) {
  const brought = new Map<string, Promise<MissingImage | undefined>>();
  /** @returns those that are missing: a build may have no need of them. */
  return async (references: readonly string[]): Promise<readonly MissingImage[]> => {
    const missing: MissingImage[] = [];
    for (const reference of references) {
      const bringing = brought.get(reference) ?? bring(from, to, reference);
      brought.set(reference, bringing);
      // A network that is out of reach now may be there for the next one.
      const forget = () => void brought.delete(reference);
      bringing.then((each) => each !== undefined && each.answer === undefined && forget(), forget);
      const found = await bringing;
      if (found !== undefined) missing.push(found);
    }
    return missing;
  };
}

async function bring(
  from: Engine,
  to: Engine,
  reference: string,
): Promise<MissingImage | undefined> {
  await provideBaseImages(from, [reference], () => undefined);
  if ((await findImage(from, reference)) === undefined) {
    const words = await pullImage(from, reference).then(() => '', wordsOf);
    if ((await findImage(from, reference)) === undefined) {
      return { reference, ...(saysNoSuchImage(words) && { answer: words }) };
    }
  }
  await copyImage(from, to, reference);
  return undefined;
}

/** The engine's own, without those of its client. */
function wordsOf(error: unknown): string {
  const { json } = error as { readonly json?: { readonly message?: string } | null };
  return json?.message ?? (error as Error).message;
}
