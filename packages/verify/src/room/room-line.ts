import type { RoomStatus } from './room-link.ts';
import type { Refusal } from './protocol.ts';

/** What a learner is told of the room, in one line. */
export interface RoomLine {
  readonly text: string;
  readonly isTrouble: boolean;
}

export function roomLine(status: RoomStatus): RoomLine | undefined {
  switch (status.kind) {
    case 'joining':
      return undefined;
    case 'in':
      return { text: `In the room as ${status.name}.`, isTrouble: false };
    case 'unreachable':
      return {
        text: 'The room cannot be reached just now. Go on: it hears how you stand once it can.',
        isTrouble: true,
      };
    case 'refused':
      return { text: `${reasons[status.why]} You go on without it.`, isTrouble: true };
  }
}

const reasons: Readonly<Record<Refusal, string>> = {
  address: 'The room does not answer to this address; type it as your instructor shows it.',
  body: 'The room does not understand this kit: one of the two is older.',
  code: 'The room does not take this code; ask your instructor for the one of today.',
  full: 'The room is full.',
  name: 'The room cannot show this name; choose another one with `--as`.',
  token: 'The room does not know you any more.',
  'too-many': 'The room has too much to do.',
  workshop: 'The room teaches another workshop; choose it with `--workshop`.',
};
