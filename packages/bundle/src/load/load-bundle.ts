import { text } from 'node:stream/consumers';
import { list } from '@kit/checker';
import { findImage, loadImage, removeName, tagImage } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { BundleError } from '../bundle-error.ts';
import type { BundledImage, BundledPlatform, BundleEntry } from '../format/bundle.ts';
import { parseManifest } from '../format/oci.ts';
import type { BundleSource } from '../format/source.ts';
import { inMegabytes } from '../size.ts';
import { isStandIn } from '../stand-in.ts';
import { entriesOf, findEntry, imageArchive } from './archive.ts';
import { requireSpace, requireSpaceIn } from './free-space.ts';
import { bundleName, keptName } from '../marks.ts';

export interface LoadedImage {
  readonly reference: string;
  /** Files of the wheels in it. */
  readonly packages: readonly string[];
  /** The name under which what was there before is kept, where something was. */
  readonly kept?: string;
}

export interface LoadProgress {
  /** All that is wanted, in bytes. */
  readonly total: (bytes: number) => void;
  readonly bytes: (count: number) => void;
  readonly loading: (reference: string) => void;
}

/** Of a manifest, and of the config of an image: registries take no longer ones. */
const longestText = 4 * 2 ** 20;

/**
 * Gives an engine the images of a bundle, those of its own architecture.
 * @throws BundleError naming what is damaged or missing; EngineError
 */
export async function loadBundle(
  source: BundleSource,
  engine: Engine,
  progress: LoadProgress,
  signal?: AbortSignal,
): Promise<readonly LoadedImage[]> {
  const { bundle } = source;
  const wanted = bundle.images.map((image) => ({ image, platform: forEngine(image, engine) }));
  const images = [];
  for (const { image, platform } of wanted) {
    const entry = findEntry(bundle, platform.manifest);
    const found = entriesOf(bundle, parseManifest(await textOf(source, entry)));
    refuseStandIn(await textOf(source, found.config), image.reference, engine);
    images.push({ image, platform, ...found });
  }
  const entries = new Set(images.flatMap(({ config, layers }) => [config, ...layers]));
  const bytes = [...entries].reduce((sum, { size }) => sum + size, 0);
  if (source.folder !== undefined) await requireSpaceIn(source.folder, bytes);
  await requireSpace(engine, bytes);
  progress.total(bytes);
  for (const entry of entries) await source.obtain(entry, progress.bytes);

  const loaded: LoadedImage[] = [];
  for (const { image, platform, config, layers } of images) {
    signal?.throwIfAborted();
    progress.loading(image.reference);
    const kept = await keepWhatIsThere(engine, image.reference);
    const names = [image.reference, bundleName(image.reference)];
    await loadImage(engine, imageArchive({ names, config, layers }, source.read));
    const isKept = kept !== undefined && (await isNeeded(engine, image.reference));
    loaded.push({
      reference: image.reference,
      packages: platform.packages.map(({ file }) => file),
      ...(isKept && { kept }),
    });
  }
  await source.forget();
  return loaded;
}

/** What is read as a whole has to be short: it is fetched before there is room for it. @throws BundleError */
async function textOf(source: BundleSource, entry: BundleEntry): Promise<string> {
  if (entry.size > longestText) {
    throw new BundleError(
      `${entry.name} of the bundle takes ${inMegabytes(entry.size)}: more than what describes an image ever does.`,
      'Make another one with `pnpm bundle pack`.',
    );
  }
  await source.obtain(entry);
  return text(source.read(entry));
}

function forEngine({ reference, platforms }: BundledImage, engine: Engine): BundledPlatform {
  const found = platforms.find(({ platform }) => platform === engine.platform);
  if (found !== undefined) return found;
  const there = list(platforms.map(({ platform }) => platform));
  throw new BundleError(
    `The bundle has ${reference} for ${there}, and this engine is ${engine.platform}.`,
    `Ask for one that was packed with \`--platform ${engine.platform}\` too.`,
  );
}

/** A stand-in is for the kit's own engine alone: elsewhere it would pass for the real image. */
function refuseStandIn(config: string, reference: string, { isPrivate }: Engine): void {
  if (isPrivate || !isStandIn(config)) return;
  throw new BundleError(
    `The ${reference} of this bundle is the kit’s stand-in, which only the kit’s own engine takes.`,
    'Pack it again where Docker Hub can be reached.',
  );
}

/** Under a name of its own, unless a bundle brought it. */
async function keepWhatIsThere(engine: Engine, reference: string): Promise<string | undefined> {
  const there = await findImage(engine, reference);
  const brought = await findImage(engine, bundleName(reference));
  if (there === undefined || there.imageId === brought?.imageId) return undefined;
  await tagImage(engine, there.imageId, keptName(reference));
  return keptName(reference);
}

/** Where the bundle brought what was there already, nothing has to be kept. */
async function isNeeded(engine: Engine, reference: string): Promise<boolean> {
  const [now, before] = await Promise.all([
    findImage(engine, reference),
    findImage(engine, keptName(reference)),
  ]);
  if (now?.imageId !== before?.imageId) return true;
  await removeName(engine, keptName(reference));
  return false;
}
