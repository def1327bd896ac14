import type { BuildFailed, Engine } from '@kit/harness';

/** A build that grading ended, or that told nothing of its end. */
export function endedBuild(
  { hasBuildKit }: Pick<Engine, 'hasBuildKit'>,
  message: string,
  durationMs = 0,
): BuildFailed {
  const builder = hasBuildKit ? 'buildkit' : 'classic';
  return { kind: 'failed', message, builder, intermediate: [], log: [], durationMs };
}
