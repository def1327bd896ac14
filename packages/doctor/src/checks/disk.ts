import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { quote } from '@kit/checker';
import { notOk, ok, unknown } from '../check.ts';
import type { Check, Finding, Remedy } from '../check.ts';
import { attemptBytes, storeSomething } from '../store-something.ts';

/** The base image, the packages that are put on it, and some builds of it. */
const neededBytes = 500e6;
/** A file system with hardly any of these left is full too; zero where it does not count them. */
const neededFiles = 10_000;

/** There is room for the workshop's images, where the engine keeps them. */
export const disk: Check = {
  id: 'disk',
  title: 'Its disk',
  async examine({ engine }) {
    const found = await engine();
    if (found.kind === 'none') {
      if (!found.canHost) return unknown('No engine answers: where it keeps images is not known.');
      return measure(found.home, {
        text: 'Free some space there; the kit would keep its own engine in it.',
      });
    }
    const { info, isHere } = found;
    const remedy = { text: 'Remove what no container uses:', command: 'docker system prune' };
    if (isHere && info.DockerRootDir) {
      const measured = await measure(info.DockerRootDir, remedy).catch(() => undefined);
      if (measured !== undefined) return measured;
    }
    const failure = await storeSomething(found.engine);
    const size = `${attemptBytes / 1e6} MB`;
    if (failure === undefined) {
      return ok(`An image of ${size} could be stored; how much more fits it does not tell.`);
    }
    return /no space left/i.test(failure)
      ? notOk(`It is full: an image of ${size} did not fit.`, remedy)
      : unknown(`It could not be tried: ${quote(failure)}`);
  },
};

async function measure(folder: string, remedy: Remedy): Promise<Finding> {
  return judgeSpace(await statfsOfNearest(folder), folder, remedy);
}

/** What statfs(2) tells, in words. */
export function judgeSpace(
  { bavail, bsize, files, ffree }: Pick<StatsFs, 'bavail' | 'bsize' | 'files' | 'ffree'>,
  folder: string,
  remedy: Remedy,
): Finding {
  const free = bavail * bsize;
  const found = `${sizeOf(free)} free in ${quote(folder)}`;
  if (files > 0 && ffree < neededFiles) {
    return notOk(`${found}, and only ${ffree} more files fit.`, remedy);
  }
  return free < neededBytes
    ? notOk(`${found}; the workshop’s images take some ${sizeOf(neededBytes)}.`, remedy)
    : ok(found);
}

/** A folder that is yet to be made will be on the disk of the one it is in. */
async function statfsOfNearest(folder: string): Promise<StatsFs> {
  try {
    return await statfs(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === folder) throw error;
    return statfsOfNearest(parent);
  }
}

function sizeOf(bytes: number): string {
  return bytes < 1e9 ? `${Math.floor(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
