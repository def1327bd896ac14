/** The image's own fault: its command, user or folder is not there. */
export class Unstartable extends Error {
  override readonly name = 'Unstartable';
}

/** What was thrown at a start, where the image is to blame for it. */
export function unstartableOf(error: unknown): Unstartable | undefined {
  if (error instanceof Unstartable) return error;
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  const isOwnFault =
    /executable file not found|no such file or directory|permission denied|exec format error|unable to find (?:user|group)|uids and gids must be|no command specified|not a directory|is a directory/i;
  return isOwnFault.test(message) && 'statusCode' in error
    ? new Unstartable(message.replace(/^.*?(?=exec:|unable to|uids and|no command)/is, ''), {
        cause: error,
      })
    : undefined;
}
