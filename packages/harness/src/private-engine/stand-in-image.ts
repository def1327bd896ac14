import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Archives } from './archives.ts';
import { askEngine } from './engine-api.ts';
import type { Layout } from './layout.ts';
import { unreachablePlaces } from './reachable.ts';
import { libraryPackages, makeRootfs, systemPackages } from './stand-in-rootfs.ts';

/** What is stood in for. */
export const standInReference = 'python:3-alpine';
/** On the stand-in, and so on all images that are built on it. */
export const standInLabel = 'org.docker-workshop-kit.stand-in';
const recipeLabel = `${standInLabel}.recipe`;
/** Raised when the stand-in is to be made anew. */
const recipe = '3';

/**
 * Sees to it that a learner's unchanged Dockerfile finds its base image, in the
 * private engine only: where Docker Hub or the Python index does not answer, a
 * stand-in made from Debian packages takes its name.
 */
export async function ensureBaseImage(
  layout: Layout,
  archives: Archives,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const labels = await imageLabels(layout.socket, standInReference);
  const isReal = labels !== undefined && labels[standInLabel] === undefined;
  if (isReal || labels?.[recipeLabel] === recipe) return;
  const unreachable = await unreachablePlaces(signal);
  if (unreachable.length === 0) return;
  onProgress(
    `No answer from ${unreachable.join(' and ')}: making a stand-in for ${standInReference} from Debian packages…`,
  );
  await makeStandInImage(layout, archives, signal);
}

/** Makes the stand-in, whatever can be reached. */
export async function makeStandInImage(
  layout: Layout,
  archives: Archives,
  signal?: AbortSignal,
): Promise<void> {
  const archive = await archives.engine();
  const debs = await archive.downloadAll([...systemPackages, ...libraryPackages]);
  const rootfs = path.join(layout.downloads, 'stand-in');
  const pythonVersion = await makeRootfs(debs, rootfs, signal);
  await importImage(layout.socket, rootfs, imageSettings(pythonVersion), signal);
}

/** Instructions, as Docker's `import --change` takes them. */
function imageSettings(pythonVersion: string): readonly string[] {
  return [
    'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `ENV PYTHON_VERSION=${pythonVersion}`,
    'CMD ["python3"]',
    `LABEL ${standInLabel}=${standInReference}`,
    `LABEL ${recipeLabel}=${recipe}`,
    `LABEL ${standInLabel}.description="Made from Debian packages by the Docker workshop kit, for its private engine only. Its wheels replace the Python index."`,
  ];
}

async function importImage(
  socket: string,
  rootfs: string,
  changes: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const [repo = '', tag = ''] = standInReference.split(':');
  const query = new URLSearchParams([
    ['fromSrc', '-'],
    ['repo', repo],
    ['tag', tag],
    ...changes.map((change): [string, string] => ['changes', change]),
  ]);
  const tar = spawn(
    'tar',
    [
      ...['--create', '--directory', rootfs, '--sort=name', '--mtime=@0'],
      // Whatever the umask was.
      ...['--owner=0', '--group=0', '--numeric-owner', '--mode=a+rX', '.'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], ...(signal && { signal }) },
  );
  const ended = once(tar, 'close');
  const answer = await askEngine(socket, {
    method: 'POST',
    path: `/images/create?${query.toString()}`,
    body: tar.stdout,
    timeoutMs: 120_000,
    signal,
  });
  const [exitCode] = (await ended) as [number | null];
  if (exitCode !== 0) throw new Error(`tar failed with exit code ${exitCode}.`);
  if (answer.includes('"error"')) throw new Error(`The stand-in was not taken: ${answer.trim()}`);
}

/** @returns none where the engine has no such image. */
export async function imageLabels(
  socket: string,
  reference: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const path = `/images/${reference}/json`;
  const answer = await askEngine(socket, { path }).catch(() => undefined);
  if (answer === undefined) return undefined;
  const { Config } = JSON.parse(answer) as {
    readonly Config?: { readonly Labels?: Readonly<Record<string, string>> | null };
  };
  return Config?.Labels ?? {};
}
