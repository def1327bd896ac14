import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

const offer = `
  This machine has no container engine. The kit can get one of its own: it
  downloads Docker's programs from Debian's or Ubuntu's packages into a private
  folder and runs them there. Nothing else changes; \`pnpm engine down\` ends it.

`;

/**
 * Asks whether the kit may get an engine of its own; where nobody can be asked
 * it may, and says so.
 * @throws the signal's reason once it is aborted.
 */
export async function mayGetPrivateEngine(
  isInteractive: boolean,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<boolean> {
  if (!isInteractive || !process.stdin.isTTY) {
    say('This machine has no container engine: the kit gets one of its own, in a private folder.');
    return true;
  }
  process.stderr.write(offer);
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  // In raw mode Ctrl-C is a key like others.
  asking.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Where the terminal is gone it closes without an answer.
  const closed = once(asking, 'close').then(() => 'no');
  try {
    const answer = await Promise.race([asking.question('  Get it? [Y/n] ', { signal }), closed]);
    return !/^\s*n/i.test(answer);
  } catch {
    signal.throwIfAborted();
    return false; // Ctrl-D
  } finally {
    asking.close();
  }
}
