import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseImageReference } from '@kit/dockerfile';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { EngineError, engineErrorOf } from './errors.ts';

/** Images are large, and disks slow. */
const carryMs = 600_000;

/** An image as `docker save` writes it. @throws EngineError */
export async function saveImage(engine: Engine, reference: string): Promise<Readable> {
  const doing = `giving out the image ${reference}`;
  try {
    const saved = await withDeadline(engine.client.getImage(reference).get(), doing);
    // Another one that wraps it stops short of the end for whoever takes it slowly.
    return Readable.from(saved, { objectMode: false });
  } catch (error) {
    throw engineErrorOf(error, doing);
  }
}

/**
 * Has an engine take an archive as `docker load` does, to its end.
 * @throws EngineError; the archive's own error, where it breaks off.
 */
export async function loadImage(engine: Engine, archive: Readable): Promise<void> {
  const doing = 'taking an image';
  const { promise: broken, reject } = Promise.withResolvers<never>();
  archive.once('error', reject);
  const load = async () => {
    const answer = await engine.client.loadImage(archive);
    return text(answer);
  };
  try {
    const told = await withDeadline(Promise.race([load(), broken]), doing, { ms: carryMs });
    const { error } = /"error":"(?<error>(?:[^"\\]|\\.)*)"/.exec(told)?.groups ?? {};
    if (error === undefined) return;
    throw new EngineError(
      'refused',
      `The container engine did not take the image: ${String(JSON.parse(`"${error}"`))}`,
      'Read what the engine says above; `docker info` shows its state.',
    );
  } catch (error) {
    throw archive.errored ?? engineErrorOf(error, doing);
  }
}

/** Gives an image one more name. @throws EngineError */
export async function tagImage(engine: Engine, image: string, name: string): Promise<void> {
  const tag = parseImageReference(name)?.tag ?? 'latest';
  const doing = `naming an image ${name}`;
  try {
    const repo = name.slice(0, name.length - tag.length - 1);
    await withDeadline(engine.client.getImage(image).tag({ repo, tag }), doing);
  } catch (error) {
    throw engineErrorOf(error, doing);
  }
}

/**
 * Takes a name away, and with the last one the image, unless others are built on it.
 * One that is not there is fine.
 * @throws EngineError
 */
export async function removeName(engine: Engine, name: string): Promise<void> {
  const doing = `taking the name ${name} away`;
  try {
    await withDeadline(engine.client.getImage(name).remove({ noprune: true }), doing);
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: number };
    if (statusCode === 404) return;
    if (statusCode !== 409) throw engineErrorOf(error, doing);
    // By force Podman would remove the container too.
    throw new EngineError(
      'refused',
      `A container still uses ${name}.`,
      'Remove it with `docker rm`, by the name that `docker ps --all` shows, and run the same command again.',
      error,
    );
  }
}
