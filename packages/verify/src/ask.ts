import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** What an engine of the kit's own is, for whoever is asked whether to get it. */
export const engineOffer = [
  'This machine has no container engine. The kit can get one of its own: it',
  "downloads Docker's programs from Debian's or Ubuntu's packages into a private",
  'folder and runs them there. Nothing else changes; `pnpm engine down` ends it.',
] as const;

/** For where nobody can be asked. */
export const getsEngine =
  'This machine has no container engine: the kit gets one of its own, in a private folder.';

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
    say(getsEngine);
    return true;
  }
  process.stderr.write(`\n${engineOffer.map((line) => `  ${line}\n`).join('')}\n`);
  const answer = await ask('  Get it? [Y/n] ', process.stderr, signal);
  return answer !== undefined && !/^\s*n/i.test(answer);
}

/**
 * Asks whoever sits at the terminal.
 * @returns the answer; `undefined` for Ctrl-D, and where the terminal is gone.
 * @throws the signal's reason once it is aborted.
 */
export async function ask(
  question: string,
  output: NodeJS.WritableStream,
  signal: AbortSignal,
): Promise<string | undefined> {
  const asking = createInterface({ input: process.stdin, output });
  // In raw mode Ctrl-C is a key like others.
  asking.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  // Where the terminal is gone it closes without an answer.
  const closed = once(asking, 'close').then(() => undefined);
  try {
    return await Promise.race([asking.question(question, { signal }), closed]);
  } catch {
    signal.throwIfAborted();
    return undefined; // Ctrl-D
  } finally {
    asking.close();
  }
}
