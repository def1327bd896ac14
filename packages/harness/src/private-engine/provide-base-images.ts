import { rm } from 'node:fs/promises';
import type { Engine } from '../engine.ts';
import { openArchives } from './archives.ts';
import { privateEngineLayout } from './layout.ts';
import { withLock } from './lock.ts';
import { distributionOfThisMachine } from './machine.ts';
import { ensureBaseImage } from './stand-in-image.ts';
import { standInsOnDemand } from './stand-ins/index.ts';
import type { StandIn } from './stand-ins/stand-in.ts';

/** By this process, which asks once. */
const provided = new Set<StandIn>();

/**
 * Sees to it that the kit's own engine has the base images that a Dockerfile names,
 * where it can make stand-ins for them; any other engine fetches its own.
 * @param texts references, or what FROM and ARG are given: a tag may come from an ARG.
 */
export async function provideBaseImages(
  { address }: Pick<Engine, 'address'>,
  texts: readonly string[],
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const layout = privateEngineLayout();
  if (address !== layout.address) return;
  const wanted = standInsOnDemand.filter(
    (standIn) => !provided.has(standIn) && isNamed(standIn, texts),
  );
  if (wanted.length === 0) return;
  const archives = openArchives(layout, await distributionOfThisMachine(), signal);
  const provide = async () => {
    try {
      for (const each of wanted) {
        await ensureBaseImage(layout, archives, each, onProgress, signal);
        provided.add(each);
      }
    } finally {
      await rm(layout.downloads, { recursive: true, force: true });
    }
  };
  await withLock(layout, provide, () => undefined, signal);
}

/** @internal */
export function isNamed(
  { reference }: Pick<StandIn, 'reference'>,
  texts: readonly string[],
): boolean {
  const [repository = ''] = reference.split(':');
  const pattern = new RegExp(`(^|[\\s/=])${repository}(?=[:@$\\s]|$)`);
  return texts.some((text) => pattern.test(text));
}
