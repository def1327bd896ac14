import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { engineErrorOf } from './errors.ts';

/** One instruction in an image's history. */
export interface HistoryEntry {
  /** As it would stand in a Dockerfile, evaluated; a RUN with the build arguments that it saw. */
  readonly text: string;
  /** Seconds since 1970. */
  readonly created: number;
  /** What it put on top of the image; 0 where it changed the config alone. */
  readonly sizeBytes: number;
}

/**
 * What an image was made by, oldest first.
 * @throws EngineError
 */
export async function imageHistory(
  engine: Engine,
  imageId: string,
): Promise<readonly HistoryEntry[]> {
  const doing = 'being asked for the history of an image';
  try {
    const layers = (await withDeadline(engine.client.getImage(imageId).history(), doing)) as {
      readonly CreatedBy: string;
      readonly Created: number;
      readonly Size: number;
    }[];
    return layers.toReversed().map(({ CreatedBy, Created, Size }) => ({
      text: instructionText(CreatedBy),
      created: Created,
      sizeBytes: Size,
    }));
  } catch (error) {
    throw engineErrorOf(error, doing);
  }
}

/**
 * Without what a builder writes around an instruction: `# buildkit` behind it,
 * a shell and `#(nop)` before it, which is how the classic builder marks what runs nothing.
 */
export function instructionText(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit$/, '').trim();
  const nothingRun = /^\S+ (?:\S+ )?#\(nop\)\s+/.exec(text);
  if (nothingRun !== null) return text.slice(nothingRun[0].length);
  const run = /^(?:RUN )?(\|\d+ .*?)?\/bin\/sh -c ([\s\S]*)$/.exec(text);
  return run === null ? text : `RUN ${run[1] ?? ''}${run[2] ?? ''}`;
}
