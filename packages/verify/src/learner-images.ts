import type { OtherImage, StoredImage, TagEvidence } from '@kit/checker';
import { firstDifference, stepsOfImage } from '@kit/checker';
import type { ImagePlan } from '@kit/dockerfile';
import {
  buildImage,
  findImage,
  imageHistory,
  isSameImage,
  wasBuiltClassically,
} from '@kit/harness';
import type { BuildOutcome, BuildRequest, Built, Engine, ListedImage } from '@kit/harness';
import { compareCopies } from './compare-copies.ts';

/** The images that were in the engine before the kit built its own. */
export interface LearnerImages {
  /** The one that the present Dockerfile builds. */
  findOwn(built: Built): Promise<StoredImage | 'none'>;
  inspectTag(tag: string, built: Built): Promise<TagEvidence>;
  /** What had to be built to tell. */
  readonly made: readonly BuildOutcome[];
}

export interface LearnerImagesRequest {
  readonly engine: Engine;
  readonly listed: readonly ListedImage[];
  readonly plan: ImagePlan;
  /** How the present Dockerfile is built. */
  readonly build: BuildRequest;
}

/** Of the newest images; whoever has made more since has not built this one lately. */
const mostLookedAt = 20;

/** What the learner’s own images tell of the present Dockerfile; each question costs a build at most. */
export function lookAtImages({ engine, listed, plan, build }: LearnerImagesRequest): LearnerImages {
  const made: BuildOutcome[] = [];
  let twin: Promise<Built | undefined> | undefined;
  let ownImage: Promise<StoredImage | 'none'> | undefined;
  const own = stepsOfImage(plan).length;

  /** The same by the classic builder, whose images have ids and histories of their own. */
  function classicTwin({ builder }: Built): Promise<Built | undefined> {
    if (builder === 'classic') return Promise.resolve(undefined);
    const { tag: _, labels: __, onProgress: ___, ...plain } = build;
    twin ??= buildImage(engine, { ...plain, builder: 'classic' }).then((outcome) => {
      made.push(outcome);
      return outcome.kind === 'built' ? outcome : undefined;
    });
    return twin;
  }

  function findOwn(built: Built): Promise<StoredImage | 'none'> {
    ownImage ??= lookForOwn(built);
    return ownImage;
  }

  async function lookForOwn(built: Built): Promise<StoredImage | 'none'> {
    const known = listed.find(({ imageId }) => imageId === built.imageId);
    if (known !== undefined) return known;
    const parents = new Set(listed.map(({ parent }) => parent));
    const latest = listed.filter(({ imageId }) => !parents.has(imageId)).slice(0, mostLookedAt);
    const found = await Promise.all(latest.map(({ imageId }) => findImage(engine, imageId)));
    const same = found.find((image) => image !== undefined && isSameImage(image, built));
    if (same !== undefined) return same;
    const runs = runsOf(await imageHistory(engine, built.imageId));
    for (const image of latest.filter(wasBuiltClassically)) {
      // Only what may well be it is worth another build.
      if (runsOf(await imageHistory(engine, image.imageId)) !== runs) continue;
      const twin = await classicTwin(built);
      return listed.find(({ imageId }) => imageId === twin?.imageId) ?? 'none';
    }
    return 'none';
  }

  async function inspectTag(tag: string, built: Built): Promise<TagEvidence> {
    const found = await findImage(engine, tag);
    const ownImage = await findOwn(built);
    const present = ownImage === 'none' ? [] : ownImage.names;
    if (found === undefined) {
      return { kind: 'missing', others: listed.flatMap(({ names }) => names), present };
    }
    const { imageId, layers, createdAt, config } = found;
    const current = { kind: 'current', imageId, layers } as const;
    if (isSameImage(found, built)) return current;
    const classic = wasBuiltClassically(found) ? await classicTwin(built) : undefined;
    if (classic !== undefined && isSameImage(found, classic)) return current;
    const wanted = classic ?? built;
    const history = await imageHistory(engine, imageId);
    // Two builders write the same instructions in words of their own.
    const isComparable = wasBuiltClassically(found) === (wanted.builder === 'classic');
    const presentHistory = isComparable ? await imageHistory(engine, wanted.imageId) : [];
    const difference = firstDifference(history, presentHistory, own);
    // The classic builder writes a checksum of all it copies into the history.
    if (difference === undefined && classic !== undefined) return current;
    const copies =
      difference === undefined || difference.kind === 'content'
        ? await compareCopies(engine, plan, imageId, wanted.imageId)
        : undefined;
    if (difference === undefined && copies?.isSame === true) return current;
    return {
      kind: 'other-image',
      imageId,
      ...(createdAt === undefined ? {} : { createdAt }),
      command: [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])],
      present,
      history,
      presentHistory,
      changedFiles: copies?.changed ?? [],
    } satisfies OtherImage;
  }

  return { made, findOwn, inspectTag };
}

function runsOf(history: Awaited<ReturnType<typeof imageHistory>>): string {
  return history
    .map(({ text }) => text)
    .filter((text) => text.startsWith('RUN '))
    .join('\n');
}
