import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { imageHistory } from './image-history.ts';

/**
 * A workshop bundle puts packages in a base image, where pip finds them and no others. The
 * history of the image says so, and nothing of its config.
 */
const mark = 'docker-workshop-kit: bundle with ';

/** Where pip looks for wheels, in an image of a bundle and in the kit's stand-in alike, whose `etc/pip.conf` names it too. */
export const wheelFolder = 'usr/local/share/docker-workshop-kit/wheels';

/** What made the layer of the packages, as the history of the image has it. */
export function bundleMark(packages: readonly string[]): string {
  return mark + packages.join(', ');
}

/** The packages that a bundle put in an image, `flask 3.1.2`. @param createdBy of each layer. */
export function bundledPackages(createdBy: readonly string[]): readonly string[] {
  const marked = createdBy.find((text) => text.startsWith(mark));
  return marked === undefined ? [] : marked.slice(mark.length).split(', ');
}

/**
 * That a bundle has no such package is not the learner's fault.
 * @param bases references that the Dockerfile builds on.
 * @param log what the failing instruction wrote.
 * @throws EngineError where pip asked for another package than those of a bundle.
 */
export async function refuseBundledBase(
  engine: Engine,
  bases: readonly string[],
  log: readonly string[],
): Promise<void> {
  const missing = /No matching distribution found for ([^\s(]+)/.exec(log.join('\n'))?.[1];
  if (missing === undefined) return;
  for (const base of bases) {
    const history = await imageHistory(engine, base).catch(() => []);
    if (bundledPackages(history.map(({ text }) => text)).length === 0) continue;
    throw new EngineError(
      'network',
      `The build asks for ${JSON.stringify(missing)}, and the ${base} of the workshop bundle does not have it.`,
      'Correct the name; or, where the Python index can be reached, run `pnpm bundle unload` and the same command again.',
    );
  }
}
