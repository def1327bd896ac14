import { statfs } from 'node:fs/promises';
import { quote } from '@kit/checker';
import type { Engine } from '@kit/harness';
import { BundleError } from '../bundle-error.ts';
import { inMegabytes } from '../size.ts';

/** Layers are packed: unpacked they take some three times as much. */
const unpacked = 3;

/**
 * @param bytes of packed layers.
 * @throws BundleError where the engine's disk is this machine's, and too full for them.
 */
export async function requireSpace({ client, address }: Engine, bytes: number): Promise<void> {
  const { DockerRootDir: root = '' } = (await client.info()) as { readonly DockerRootDir?: string };
  if (address.startsWith('unix:') && root !== '') await requireSpaceIn(root, bytes * unpacked);
}

/** @throws BundleError */
export async function requireSpaceIn(folder: string, bytes: number): Promise<void> {
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined || found.bavail * found.bsize >= bytes) return;
  throw new BundleError(
    `The disk is too full: ${inMegabytes(bytes)} are wanted in ${quote(folder)}, and ${inMegabytes(found.bavail * found.bsize)} are free.`,
    'Free some space, for example with `docker system prune`, and run the same command again.',
  );
}
