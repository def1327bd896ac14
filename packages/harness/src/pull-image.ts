import { parseImageReference } from '@kit/dockerfile';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';

const pullMs = 300_000;

/** Has an engine pull an image, to its end. @throws where it cannot. */
export async function pullImage(
  { client }: Pick<Engine, 'client'>,
  reference: string,
): Promise<void> {
  const parsed = parseImageReference(reference);
  // The engine would pull all tags of it.
  const isWhole = parsed?.tag !== undefined || parsed?.digest !== undefined;
  const doing = `pulling ${reference}`;
  const stream = await withDeadline(
    client.pull(isWhole ? reference : `${reference}:latest`),
    doing,
  );
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  client.modem.followProgress(stream, (error: Error | null) => {
    if (error === null) resolve(undefined);
    else reject(error);
  });
  await withDeadline(promise, doing, { ms: pullMs });
}
