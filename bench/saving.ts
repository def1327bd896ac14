import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runInTerminal } from '../packages/verify/src/watch/run-in-terminal.ts';
import { time } from './measure.ts';
import type { Timing } from './measure.ts';

/** From a save of the Dockerfile to its verdict on the screen of `verify --watch`. */
export async function timeSaves(runs: number, submission: string): Promise<Timing> {
  const home = mkdtempSync(path.join(tmpdir(), 'bench-home-'));
  const { type, whenShown, exitCode } = runInTerminal(['--watch', '--static', submission], {
    WORKSHOP_PROGRESS_HOME: home,
  });
  const file = path.join(submission, 'Dockerfile');
  const right = readFileSync(file, 'utf8');
  const saves = [
    { text: right.replace('EXPOSE 8000', 'EXPOSE 8001'), shown: /Step 5: Expose the port/ },
    { text: right, shown: /Step 5 passed/ },
  ];
  let count = 0;
  try {
    await whenShown(/7 of 11/);
    return await time(runs, async () => {
      const save = saves[count % saves.length];
      count += 1;
      if (save === undefined) return;
      writeFileSync(file, save.text);
      await whenShown(save.shown);
    });
  } finally {
    writeFileSync(file, right);
    type('q');
    await exitCode;
    rmSync(home, { recursive: true, force: true });
  }
}
