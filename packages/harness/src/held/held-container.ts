import { removeContainer } from '../cleanup.ts';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { engineErrorOf } from '../errors.ts';
import { ownLabels } from '../labels.ts';
import type { RunningContainer } from '../run.ts';
import { findImage } from '../stored-images.ts';
import { unstartableOf } from '../unstartable.ts';
import { requireUserFiles } from '../user-files.ts';
import { heldHostConfig } from './host-config.ts';
import type { Room } from './host-config.ts';
import { watchSize } from './watch-size.ts';

export interface HeldRequest {
  readonly imageId: string;
  /** As the engine names it: `container:<id>`. */
  readonly network: string;
  readonly room: Room;
  /** In the place of the image's own. */
  readonly command?: readonly string[];
  readonly purpose?: string;
}

/** A container of somebody's image that reaches nobody, within the limits of grading. */
export interface HeldContainer extends Omit<RunningContainer, 'published'> {
  /** Why it was ended for what it had written, in words for its log; see `watchSize`. */
  readonly endedFor: () => string | undefined;
}

const startMs = 30_000;

/**
 * Starts an image with its own entry point, command and user.
 * @throws Unstartable, EngineError
 */
export async function runHeld(
  engine: Engine,
  { imageId, network, room, command, purpose }: HeldRequest,
): Promise<HeldContainer> {
  const stored = await findImage(engine, imageId);
  const volumes = Object.keys(stored?.config.Volumes ?? {});
  const doing = 'starting a container';
  let id: string | undefined;
  try {
    const container = await withDeadline(
      engine.client.createContainer({
        Image: imageId,
        ...(command !== undefined && { Cmd: [...command] }),
        Labels: ownLabels(purpose && `/${purpose}`),
        // Ends at once on any signal, and has no health check that would start programs in it.
        StopSignal: 'SIGKILL',
        Healthcheck: { Test: ['NONE'] },
        HostConfig: {
          ...heldHostConfig(room, network, volumes),
          ...(engine.sandbox !== undefined && { Runtime: engine.sandbox }),
        },
      }),
      doing,
      { ms: startMs },
    );
    id = container.id;
    await requireUserFiles(engine, id);
    // Before it starts, so that the end of a container that crashes at once is not missed.
    const ended = container.wait({ condition: 'next-exit' }) as Promise<{ StatusCode: number }>;
    ended.catch(() => undefined);
    await withDeadline(container.start(), doing, { ms: startMs });
    const exited = ended.then(async ({ StatusCode }) => {
      const { State } = await withDeadline(container.inspect(), 'being asked how one ended');
      return { exitCode: StatusCode, outOfMemory: State.OOMKilled };
    });
    exited.catch(() => undefined);
    const watch = room === 'roomy' ? watchSize(engine, id) : undefined;
    const made = id;
    return {
      id,
      exited,
      endedFor: () => watch?.endedFor(),
      remove: async () => {
        watch?.stop();
        await removeContainer(engine, made);
      },
    };
  } catch (error) {
    if (id !== undefined) await removeContainer(engine, id).catch(() => undefined);
    throw unstartableOf(error) ?? engineErrorOf(error, doing);
  }
}
