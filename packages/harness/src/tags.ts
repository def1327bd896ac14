import { isDeepStrictEqual } from 'node:util';
import type { BuildRequest, Built } from './build.ts';
import { buildImage } from './build.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';

export type TagOutcome =
  /** The tag is the image that was built. */
  | { readonly kind: 'current' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'other-image'; readonly imageId: string; readonly createdAt?: string };

/**
 * Tells whether a tag of the engine is the image that was just built. One
 * image can be stored under two ids (two builders, an attestation added), so
 * images with the same layers and the same config are the same.
 *
 * @param request how it was built: where the tag was made with the engine's
 * other builder, the same request decides, built with that one.
 * @throws EngineError
 */
export async function inspectTag(
  engine: Engine,
  tag: string,
  built: Built,
  request: BuildRequest,
): Promise<TagOutcome> {
  const found = await findImage(engine, tag);
  if (found === undefined) return { kind: 'missing' };
  if (isSame(found, built)) return { kind: 'current' };
  if (built.builder === 'buildkit' && wasBuiltClassically(found)) {
    const { tag: _, onProgress: __, ...plain } = request;
    const classic = await buildImage(engine, { ...plain, builder: 'classic' });
    if (classic.kind === 'built' && isSame(found, classic)) return { kind: 'current' };
  }
  return {
    kind: 'other-image',
    imageId: found.imageId,
    ...(found.createdAt === undefined ? {} : { createdAt: found.createdAt }),
  };
}

type Found = Pick<Built, 'imageId' | 'layers' | 'config'> & {
  readonly createdAt?: string;
  readonly parent: string;
};

async function findImage(engine: Engine, tag: string): Promise<Found | undefined> {
  try {
    const image = await withDeadline(
      engine.client.getImage(tag).inspect(),
      `being asked for the image ${tag}`,
    );
    return {
      imageId: image.Id,
      layers: image.RootFS.Layers ?? [],
      config: image.Config as unknown as Built['config'],
      parent: image.Parent,
      ...(image.Created ? { createdAt: image.Created } : {}),
    };
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw engineErrorOf(error, `being asked for the image ${tag}`);
  }
}

function isSame(one: Pick<Built, 'imageId' | 'layers' | 'config'>, other: Built): boolean {
  if (one.imageId === other.imageId) return true;
  return (
    isDeepStrictEqual(one.layers, other.layers) &&
    isDeepStrictEqual(relevant(one.config), relevant(other.config))
  );
}

const runFields = [
  'User',
  'ExposedPorts',
  'Env',
  'Entrypoint',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'Labels',
  'StopSignal',
] as const;

/** Fields that say how a container runs; the classic builder adds some that say how it was built. */
function relevant(config: Built['config']): object {
  const set = runFields.map((name): [string, unknown] => [name, config[name]]);
  return Object.fromEntries(set.filter(([, value]) => Boolean(value)));
}

/** Only the classic builder gives an image a parent. */
function wasBuiltClassically({ parent }: Found): boolean {
  return parent !== '';
}
