import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Archives } from './archives.ts';
import { askEngine } from './engine-api.ts';
import type { Layout } from './layout.ts';
import { unreachablePlaces } from './reachable.ts';
import { usualStandIn } from './stand-ins/index.ts';
import type { StandIn } from './stand-ins/stand-in.ts';

/** What is stood in for on every private engine. */
export const standInReference = usualStandIn.reference;
/** On the stand-in, and so on all images that are built on it. */
export const standInLabel = 'org.docker-workshop-kit.stand-in';
const recipeLabel = `${standInLabel}.recipe`;

/**
 * Sees to it that a learner's unchanged Dockerfile finds its base image, in the
 * private engine only: where what a build asks does not answer, a stand-in made
 * from Debian packages takes its name.
 */
export async function ensureBaseImage(
  layout: Layout,
  archives: Archives,
  standIn: StandIn,
  onProgress: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { reference, recipe, needs } = standIn;
  const labels = await imageLabels(layout.socket, reference);
  const isReal = labels !== undefined && labels[standInLabel] === undefined;
  if (isReal || labels?.[recipeLabel] === recipe) return;
  const unreachable = await unreachablePlaces(needs, signal);
  if (unreachable.length === 0) return;
  onProgress(
    `No answer from ${unreachable.join(' and ')}: making a stand-in for ${reference} from Debian packages…`,
  );
  await makeStandInImage(layout, archives, standIn, signal);
}

/** Makes the stand-in, whatever can be reached. */
export async function makeStandInImage(
  layout: Layout,
  archives: Archives,
  standIn: StandIn,
  signal?: AbortSignal,
): Promise<void> {
  const archive = await archives.engine();
  const debs = await archive.downloadAll(standIn.packages);
  const rootfs = path.join(layout.downloads, 'stand-in');
  await rm(rootfs, { recursive: true, force: true });
  const settings = await standIn.layOut(debs, rootfs, signal);
  await importImage(
    layout.socket,
    rootfs,
    standIn.reference,
    [...settings, ...notes(standIn)],
    signal,
  );
}

/** Instructions, as Docker's `import --change` takes them. */
function notes({ reference, recipe, description }: StandIn): readonly string[] {
  return [
    'ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `LABEL ${standInLabel}=${reference}`,
    `LABEL ${recipeLabel}=${recipe}`,
    `LABEL ${standInLabel}.description="Made from Debian packages by the Docker workshop kit, for its private engine only. ${description}"`,
  ];
}

async function importImage(
  socket: string,
  rootfs: string,
  reference: string,
  changes: readonly string[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const [repo = '', tag = ''] = reference.split(':');
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
