import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { BlobStore, Rest } from '../blob-store.ts';
import { BundleError } from '../bundle-error.ts';
import { requireSpaceIn } from '../load/free-space.ts';
import type { Registry } from '../registry/registry.ts';
import { letGo } from '../registry/web.ts';
import type { Content } from './content.ts';

const reserveBytes = 2 * 2 ** 30;

/** What the bundle lacks, from a registry that can be reached; each blob is fetched once. */
export interface Upstream {
  readonly manifest: (repository: string, reference: string) => Promise<Content | undefined>;
  readonly blob: (repository: string, digest: string) => Promise<Content | undefined>;
}

export function openUpstream(registry: Registry, store: BlobStore, signal: AbortSignal): Upstream {
  /** Media types of manifests, and where a tag led last. */
  const known = new Map<string, string>();
  const fetching = new Map<string, Promise<void>>();

  const kept = async (digest: string, type: string): Promise<Content> => ({
    ...{ type, digest, size: (await stat(store.fileOf(digest))).size },
    read: (part) => createReadStream(store.fileOf(digest), part),
  });

  const fetchBlob = async (repository: string, digest: string): Promise<void> => {
    const first = await registry.blob(repository, digest, 0);
    // Whoever asks for all of Docker Hub does not get this machine's disk for it.
    await requireSpaceIn(store.folder, first.size + reserveBytes).catch((error: unknown) => {
      letGo(first.content);
      throw error;
    });
    let next: Rest | undefined = first;
    await store.obtain(
      { digest, size: first.size },
      (from) => {
        const begun = next;
        next = undefined;
        if (from === 0 && begun) return Promise.resolve(begun);
        if (begun) letGo(begun.content);
        return registry.blob(repository, digest, from);
      },
      { signal },
    );
  };

  return {
    manifest: (repository, reference) =>
      unlessOutOfReach(async () => {
        const key = `${repository}:${reference}`;
        try {
          const { content, digest, mediaType } = await registry.manifest(repository, reference);
          await store.put(content);
          known.set(key, digest).set(digest, mediaType);
        } catch (error) {
          if (!known.has(key)) throw error;
        }
        const digest = known.get(key) ?? '';
        return kept(digest, known.get(digest) ?? '');
      }),
    blob: (repository, digest) =>
      unlessOutOfReach(async () => {
        if (!(await store.has(digest))) {
          const already = fetching.get(digest) ?? fetchBlob(repository, digest);
          fetching.set(digest, already);
          await already.finally(() => fetching.delete(digest));
        }
        return kept(digest, 'application/octet-stream');
      }),
  };
}

/** An engine that is told of no image asks Docker Hub itself, and tells why it cannot. */
async function unlessOutOfReach<Result>(find: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof BundleError) return undefined;
    throw error;
  }
}
