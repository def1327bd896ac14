import { Readable } from 'node:stream';
import { ownLabels, withDeadline } from '@kit/harness/find';
import type { Engine } from '@kit/harness/find';

/** What is tried where the engine's disk is not this machine's. */
export const attemptBytes = 32_000_000;

const patience = { ms: 2500 };

/**
 * Gives the engine an image to store, and removes it again.
 * @returns why it was not taken.
 */
export async function storeSomething({ client }: Engine): Promise<string | undefined> {
  try {
    const labels = Object.entries(ownLabels()).map(([name, value]) => `LABEL ${name}=${value}`);
    const answer = (await withDeadline(
      client.importImage(Readable.from(tarOf(attemptBytes)), { changes: labels }),
      'storing an image',
      patience,
    )) as AsyncIterable<Buffer>;
    let text = '';
    for await (const chunk of answer) text += chunk.toString();
    const { error, status } = JSON.parse(text.trim().split('\n').at(-1) ?? '') as {
      readonly error?: string;
      readonly status?: string;
    };
    if (error !== undefined) return error;
    await client.getImage(status ?? '').remove();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** tar(5), POSIX: one file that no file system stores as a hole, and no engine compresses away. */
function* tarOf(bytes: number): Generator<Buffer> {
  const header = Buffer.alloc(512);
  const put = (at: number, text: string) => header.write(text, at, 'ascii');
  put(0, 'docker-workshop-kit');
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${bytes.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\0' + '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  yield header;
  const block = Buffer.alloc(512 * 125, 1);
  for (let written = 0; written < bytes; written += block.length) yield block;
  yield Buffer.alloc(1024);
}
