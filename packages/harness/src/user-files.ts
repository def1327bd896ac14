import type { IncomingMessage } from 'node:http';
import { withDeadline } from './deadline.ts';
import type { Engine } from './engine.ts';
import { Unstartable } from './unstartable.ts';

/** The engine itself opens them at each start, whoever the user is. */
const userFiles = ['/etc/passwd', '/etc/group'];

/**
 * Looks at them in a container that is not started yet: at a pipe the engine
 * would wait for ever, and the container could not be removed any more.
 * @throws Unstartable, EngineError
 */
export async function requireUserFiles(engine: Engine, containerId: string): Promise<void> {
  for (const file of userFiles) {
    const found = await statIn(engine, containerId, file);
    const isLink = found?.linkTarget !== undefined && found.linkTarget !== '';
    const stat = isLink ? await statIn(engine, containerId, found.linkTarget) : found;
    if (stat === undefined || isRegular(stat.mode)) continue;
    throw new Unstartable(
      `${file} of the image is not a regular file. Docker looks for users there before it starts a container.`,
    );
  }
}

interface PathStat {
  /** As Go's `fs.FileMode` has it. */
  readonly mode: number;
  /** Where a link leads in the end; else empty. */
  readonly linkTarget?: string;
}

/** @returns `undefined` where there is nothing. */
async function statIn(
  { client }: Engine,
  containerId: string,
  path: string,
): Promise<PathStat | undefined> {
  const asked = client.getContainer(containerId).infoArchive({ path });
  try {
    return readStat(
      (await withDeadline(asked, 'being asked for files of the image')) as IncomingMessage,
    );
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

function readStat(answer: IncomingMessage): PathStat | undefined {
  const { headers } = answer.resume();
  const told = headers['x-docker-container-path-stat'];
  if (typeof told !== 'string') return undefined;
  return JSON.parse(Buffer.from(told, 'base64').toString()) as PathStat;
}

/** The bits of folder, link, device, pipe, socket and the like. */
const special = [31, 27, 26, 25, 24, 21, 19].reduce((bits, bit) => bits + 2 ** bit, 0);

function isRegular(mode: number): boolean {
  return (mode & special) === 0;
}
