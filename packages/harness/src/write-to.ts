const readerHasGone: ReadonlySet<string | undefined> = new Set([
  'EPIPE',
  'EIO',
  'ERR_STREAM_DESTROYED',
]);

/**
 * Writes all of a text, and waits until it is on its way. A reader who has
 * gone (`| head`, a closed window) is no error.
 * @throws the stream's error, as on a full disk.
 */
export async function writeTo(stream: NodeJS.WritableStream, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null) => {
      if (error && !readerHasGone.has(error.code)) reject(error);
      else resolve();
    };
    stream.once('error', settle);
    stream.write(text, settle);
  });
}
