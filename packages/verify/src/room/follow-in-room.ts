import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Workshop } from '@kit/checker';
import type { LoopState } from '../loop/loop-state.ts';
import { openRoomLink } from './room-link.ts';
import type { RoomRequest } from './room-link.ts';
import { roomLine } from './room-line.ts';
import type { RoomLine } from './room-line.ts';

export interface FollowedInRoom {
  /** Absent before anything is known. */
  readonly line: RoomLine | undefined;
  readonly tell: (state: LoopState) => void;
  readonly close: () => Promise<void>;
}

/**
 * Lets the instructor's room follow a learner's work in a folder.
 * @param onLine told what to show of it, when that is another.
 */
export function followInRoom(
  request: RoomRequest,
  workshop: Workshop,
  directory: string,
  onLine: (line: RoomLine) => void,
): FollowedInRoom {
  const link = openRoomLink(request, workshop.name, absolute(directory), () => {
    const line = roomLine(link.status);
    if (line !== undefined) onLine(line);
  });
  return {
    get line() {
      return roomLine(link.status);
    },
    tell: link.tell,
    close: link.close,
  };
}

function absolute(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return path.resolve(directory);
  }
}
