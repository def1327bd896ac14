import { renderUnicodeCompact } from 'uqr';
import { timeOf } from './session.ts';
import { joinCommand } from './join-page.ts';
import type { OpenRoom } from './open-room.ts';

/** What the instructor sees in the terminal: the door for learners, the board for nobody else. */
export function welcome({ door, board, known, openedAt }: OpenRoom): string {
  const [address = '', ...more] = door.addresses;
  const since = timeOf(openedAt);
  return [
    ...(known > 0
      ? [
          `The session of ${since} goes on, with ${known} learner${known === 1 ? '' : 's'}; \`--new\` begins another one.`,
          '',
        ]
      : []),
    renderUnicodeCompact(address, { border: 2 }),
    '',
    `Learners, code ${door.code}:`,
    `  ${joinCommand(address)}`,
    ...(more.length > 0 ? [`  where that does not answer: ${more.join('  ')}`] : []),
    '',
    'Your board; keep this address to yourself:',
    `  ${board}`,
    '',
    'Ctrl-C ends the room; `pnpm room` opens it again as it was.',
    '',
  ].join('\n');
}
