import { diskFull, EngineError } from '@kit/harness';
import type { BuildFailed, BuildOutcome, Engine, FreeSpace } from '@kit/harness';
import { endedBuild } from './ended-build.ts';

/** Whether a build failed for the disk is nobody's word alone: somebody else may have filled it, and anybody can write that it is full. */

/**
 * Where the disk cannot be seen, the last words of the build tell.
 * @throws EngineError where a build failed while the engine was full.
 */
export function refuseFullDisk(outcome: BuildOutcome, { wasFull, full }: FreeSpace): void {
  if (outcome.kind !== 'failed') return;
  full.throwIfAborted();
  const saysSo = outcome.log.some((line) => /no space left on device/i.test(line));
  if (wasFull === 'unknown' && saysSo) throw diskFull();
}

/**
 * What became of a build that spoke of a full disk, where there was room.
 * @throws the error, where it is another one, or true.
 */
export function unlessItOnlySaysSo(
  error: unknown,
  engine: Pick<Engine, 'hasBuildKit'>,
  { wasFull }: FreeSpace,
): BuildFailed {
  if (!isFullEngine(error) || wasFull !== false) throw error;
  return endedBuild(
    engine,
    'The build ended with an error. It spoke of a full disk, and the disk had room.',
  );
}

/** What one build can take of an engine from all others. */
export function isFullEngine(error: unknown): error is EngineError {
  return error instanceof EngineError && (error.fault === 'disk' || error.fault === 'processes');
}
