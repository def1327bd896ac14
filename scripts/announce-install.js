// pnpm keeps silent here (see pnpm-workspace.yaml), and so does whatever it starts:
// who sits at a terminal is told directly why the first command takes a while.
import { writeFileSync } from 'node:fs';

try {
  writeFileSync(
    '/dev/tty',
    'Installing what the kit needs, in this folder only. It happens once.\n',
  );
} catch {
  // No terminal: nobody waits.
}
