import { EngineError } from '@kit/harness';
import type { BuildFailed, Engine, MissingImage } from '@kit/harness';
import type { SessionRequest } from '@kit/verify';
import { endedBuild } from './ended-build.ts';

/**
 * What became of a build on an engine that reaches no registry, where an image was missing: it is
 * the Dockerfile's fault where a registry answered, to the engine that asked it, that there is none.
 * @throws the error, where it is another one, or a registry did not answer.
 */
export function unlessThereIsNone(
  error: unknown,
  engine: Pick<Engine, 'hasBuildKit'>,
  missing: readonly MissingImage[],
  { stages }: SessionRequest['plan'],
): BuildFailed {
  const [first] = missing;
  const isRegistry = error instanceof EngineError && error.fault === 'registry';
  if (!isRegistry || first === undefined || missing.some(({ answer }) => answer === undefined)) {
    throw error;
  }
  const { reference, answer } = first;
  const from = stages.find(
    ({ base }) => base.kind === 'image' && base.reference === reference,
  )?.from;
  return {
    ...endedBuild(engine, `failed to resolve source metadata for ${reference}: ${answer}`),
    ...(from !== undefined && { line: from.range.start.line }),
  };
}
