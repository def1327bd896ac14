import { text } from 'node:stream/consumers';
import { provideBaseImages } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { faultOf } from '@kit/verify';
import type { BlobStore } from '../blob-store.ts';
import { BundleError, NoAnswerError } from '../bundle-error.ts';
import type { Bundle } from '../format/bundle.ts';
import { writeBundle } from '../format/write-bundle.ts';
import { RegistryError } from '../registry/registry.ts';
import type { Registry } from '../registry/registry.ts';
import { inMegabytes } from '../size.ts';
import { isStandIn } from '../stand-in.ts';
import { assemble } from './assemble.ts';
import type { ImageToPack } from './assemble.ts';
import { downloadWheels } from './download-wheels.ts';
import { imageOfEngine } from './from-engine.ts';
import { imagesOfRegistry } from './from-registry.ts';
import type { PackedImage } from './packed-image.ts';
import type { WantedImage } from './wanted-images.ts';
import { wheelsInside, withWheels } from './wheel-layer.ts';

export interface PackRequest {
  readonly workshops: readonly string[];
  readonly images: readonly WantedImage[];
  /** `linux/amd64` */
  readonly platforms: readonly string[];
  readonly registry: Registry;
  /** Of Python packages, where it is not pip's own. */
  readonly index?: string;
  readonly output: string;
  readonly store: BlobStore;
  /** The engine of this machine; it is asked for only where it is needed. */
  readonly engine: () => Promise<Engine>;
  /** Told how many bytes more are here. */
  readonly onBytes: (count: number) => void;
  /** A line for people. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Makes the file of all that a room needs without the Internet. @throws BundleError, EngineError */
export async function packBundle(request: PackRequest): Promise<Bundle> {
  const { store, workshops, output, signal } = request;
  const images: ImageToPack[] = [];
  for (const wanted of request.images) images.push(await packImage(wanted, request));
  const bundle = await assemble(images, workshops, store);
  await writeBundle(output, bundle, ({ digest }) => store.read(digest), signal);
  await store.clear();
  return bundle;
}

async function packImage(wanted: WantedImage, request: PackRequest): Promise<ImageToPack> {
  const { reference, requirements } = wanted;
  const { registry, store, platforms, say, signal, onBytes } = request;
  say(`${reference}: asking ${registry.name}…`);
  const own = requirements.length > 0 ? (await engineForPip(wanted, request)).platform : undefined;
  // pip runs on this machine, whatever the wheels are for.
  const fetched = new Set([...platforms, ...(own === undefined ? [] : [own])]);
  let images: readonly PackedImage[];
  try {
    images = await imagesOfRegistry(reference, [...fetched], {
      ...{ registry, store, signal, onBytes },
    });
  } catch (error) {
    const isOutOfReach = error instanceof NoAnswerError || error instanceof RegistryError;
    if (!isOutOfReach) throw error;
    return packFromEngine(reference, request, error);
  }
  const runnable = images.find(({ platform }) => platform === own);
  const packed = [];
  for (const image of images.filter(({ platform }) => platforms.includes(platform))) {
    say(`${reference} ${image.platform}: ${inMegabytes(sizeOf(image))}.`);
    if (runnable === undefined) {
      packed.push({ image, wheels: [] });
      continue;
    }
    const { index } = request;
    const { platform } = image;
    const engine = await request.engine();
    const wheels = await downloadWheels({
      ...{ image: runnable, requirements, platform, engine, store, signal },
      ...(index !== undefined && { index }),
    });
    say(`${reference} ${platform}: with ${wheels.map(({ file }) => file).join(', ')}.`);
    packed.push({ image: await withWheels(image, wheels, store), wheels });
  }
  return { reference, platforms: packed };
}

async function engineForPip({ reference }: WantedImage, { engine }: PackRequest): Promise<Engine> {
  try {
    return await engine();
  } catch (cause) {
    const { reason, help } = faultOf(cause);
    const what = `pip fetches the packages for ${reference} in a container of it. ${reason}`;
    throw new BundleError(what, help, cause);
  }
}

/** What this machine has, where nobody gives more: for its own processor alone. */
async function packFromEngine(
  reference: string,
  { engine: find, platforms, store, say, signal }: PackRequest,
  cause: BundleError,
): Promise<ImageToPack> {
  const engine = await find().catch(() => undefined);
  if (engine === undefined || !platforms.includes(engine.platform)) throw cause;
  await provideBaseImages(engine, [reference], say, signal);
  const image = await imageOfEngine(engine, reference, store);
  if (image === undefined) throw cause;
  say(`${cause.message} So ${engine.name} gives its ${reference}, for ${image.platform} alone.`);
  if (isStandIn(await text(store.read(image.config.digest)))) {
    say('That is the kit’s stand-in: to rehearse with, on the kit’s own engine alone.');
  }
  const wheels = await wheelsInside(engine, reference, store);
  return { reference, platforms: [{ image, wheels }] };
}

function sizeOf({ layers }: PackedImage): number {
  return layers.reduce((sum, { size }) => sum + size, 0);
}
