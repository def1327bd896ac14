import { isDeepStrictEqual } from 'node:util';
import type { Built } from './build.ts';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';
import { ownerLabel, withoutOwnLabel } from './labels.ts';

/** An image as the engine lists it. */
export interface ListedImage {
  readonly imageId: string;
  /** Each `repository:tag`. */
  readonly names: readonly string[];
  /** Id of the image that the classic builder made it on; empty for any other builder. */
  readonly parent: string;
  /** The process of the kit that made it; see `isOwnerAlive`. */
  readonly owner?: string;
}

/** All images of the engine, the newest first; the classic builder's intermediate ones too. */
export async function listImages(engine: Engine): Promise<readonly ListedImage[]> {
  const images = await withDeadline(
    engine.client.listImages({ all: true }),
    'being asked for its images',
  );
  return images
    .toSorted((a, b) => b.Created - a.Created)
    .map(({ Id, RepoTags, ParentId, Labels }) => {
      const owner = (Labels as typeof Labels | null)?.[ownerLabel];
      return {
        imageId: Id,
        names: namesOf(RepoTags),
        parent: ParentId,
        ...(owner !== undefined && { owner }),
      };
    });
}

/** An image that the engine was asked for by id or name. */
export interface StoredImage extends ListedImage, Pick<Built, 'layers' | 'config'> {
  /** ISO 8601, where the engine knows it. */
  readonly createdAt?: string;
}

/**
 * Describes an image of the engine.
 * @returns `undefined` where it has none of that id or name.
 * @throws EngineError
 */
export async function findImage(
  engine: Engine,
  reference: string,
): Promise<StoredImage | undefined> {
  const doing = `being asked for the image ${reference}`;
  try {
    const image = await withDeadline(engine.client.getImage(reference).inspect(), doing);
    return {
      imageId: image.Id,
      names: namesOf(image.RepoTags),
      parent: image.Parent,
      layers: image.RootFS.Layers ?? [],
      config: withoutOwnLabel(image.Config as unknown as Built['config']),
      ...(image.Created ? { createdAt: image.Created } : {}),
    };
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw engineErrorOf(error, doing);
  }
}

/** Podman names what was built here `localhost/…`. */
function namesOf(tags: readonly string[] | null | undefined): readonly string[] {
  return (tags ?? [])
    .filter((name) => !name.includes('<none>'))
    .map((name) => name.replace(/^localhost\//, ''));
}

type Compared = Pick<Built, 'imageId' | 'layers' | 'config'>;

/**
 * One image can be stored under two ids (two builders, an attestation added),
 * so images with the same layers and the same config are the same.
 */
export function isSameImage(one: Compared, other: Compared): boolean {
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
export function wasBuiltClassically({ parent }: ListedImage): boolean {
  return parent !== '';
}
