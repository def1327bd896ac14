import { posix } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { normalized, placeOf, readRequirements, sameFileOf } from '@kit/checker';
import type { ImageEvidence, PackagesEvidence, Step, Submission } from '@kit/checker';
import { environmentOf } from '@kit/dockerfile';
import type { FileOrigin, ImageConfig } from '@kit/dockerfile';
import type { ReadArchive } from '@kit/harness';

/** Larger than any file that a workshop asks about. */
const maximumFileBytes = 16 * 1024 * 1024;

/** One that leads to another; nobody has more. */
const mostLinks = 8;

/** Beyond it nobody reads on to see whether a package is there. */
const maximumPackageBytes = 48 * 1024 * 1024;

/**
 * Reads out of a built image what the steps' checks want to know of it.
 * @param config of the image, as the engine reports it.
 * @throws EngineError where the engine fails.
 */
export async function readImageEvidence(
  read: ReadArchive,
  submission: Submission,
  config: ImageConfig,
  steps: readonly Step[],
): Promise<ImageEvidence> {
  const files = new Map<string, FileOrigin | 'absent'>();
  const packages = new Map<string, PackagesEvidence>();
  for (const { wants } of steps.flatMap(({ checks }) => checks)) {
    if (wants?.kind === 'files') {
      for (const name of wants.names) {
        const path = posix.resolve('/', config.WorkingDir ?? '', name);
        const origin = await readOrigin(read, path, submission);
        if (origin !== undefined) files.set(path, origin);
      }
    } else if (wants?.kind === 'packages') {
      const { requirements } = wants;
      const file = placeOf(submission, requirements);
      const names = readRequirements(submission, file).map(({ name }) => name);
      packages.set(requirements, await findPackages(read, config, names));
    }
  }
  return { files, packages };
}

/** @returns `undefined` where nothing can be said: a link to something, a device, a huge file. */
async function readOrigin(
  read: ReadArchive,
  path: string,
  submission: Submission,
  links = 0,
): Promise<FileOrigin | 'absent' | undefined> {
  const archive = await read(path);
  if (archive === undefined) return 'absent';
  for await (const { header, content } of archive) {
    const { type, size, linkname } = header;
    if (type === 'directory') return { kind: 'directory' };
    if (type === 'symlink' && links < mostLinks) {
      const target = posix.resolve(posix.dirname(path), linkname);
      const origin = await readOrigin(read, target, submission, links + 1);
      // From where the file that it leads to came, the plan tells.
      return origin === 'absent' ? origin : undefined;
    }
    if (type !== 'file' || size > maximumFileBytes) return undefined;
    const source = sameFileOf(submission, { path, content: await buffer(content) });
    return source === undefined ? { kind: 'made' } : { kind: 'context', path: source };
  }
  return undefined;
}

/** Whether packages lie where the Python of an image looks, going by what pip leaves beside them. */
async function findPackages(
  read: ReadArchive,
  config: ImageConfig,
  names: readonly string[],
): Promise<PackagesEvidence> {
  const folders = packageFoldersOf(config);
  if (names.length === 0 || folders.length === 0) return { kind: 'unknown' };
  const missing = new Set(names);
  const looked: string[] = [];
  let bytes = 0;
  for (const folder of folders) {
    const archive = await read(folder);
    if (archive === undefined) continue;
    looked.push(folder);
    for await (const { header } of archive) {
      const installed = /^[^/]+\/([^/]+?)(?:-[^/]+)?\.(?:dist|egg)-info(?:\/|$)/.exec(header.name);
      if (installed?.[1] !== undefined) missing.delete(normalized(installed[1]));
      if (missing.size === 0) return { kind: 'installed' };
      bytes += header.size;
      if (bytes > maximumPackageBytes) return { kind: 'unknown' };
    }
  }
  return isPlain(config)
    ? { kind: 'missing', names: [...missing], folders: looked }
    : { kind: 'unknown' };
}

/** Where Python looks: beside itself and every Python that is in PATH, and beside the script. */
function packageFoldersOf(config: ImageConfig): readonly string[] {
  const environment = environmentOf(config);
  // Official images say in it which Python they have.
  const version = /^3\.\d+/.exec(environment.get('PYTHON_VERSION') ?? '')?.[0];
  if (version === undefined) return [];
  const [program = ''] = [...(config.Entrypoint ?? []), ...(config.Cmd ?? [])];
  const programs = [...(environment.get('PATH') ?? '').split(':'), posix.dirname(program)];
  const roots = programs
    .filter((folder) => /^\/.*\/bin$/.test(folder))
    .map((folder) => posix.dirname(folder));
  const folders = [...new Set([...roots, '/root/.local'])]
    .filter((root) => root !== '/usr' && root !== '/')
    .flatMap((root) =>
      ['site', 'dist'].map((kind) => `${root}/lib/python${version}/${kind}-packages`),
    );
  const beside = posix.resolve('/', config.WorkingDir ?? '');
  return beside === '/' ? folders : [...folders, beside];
}

/** Nothing in the config leads Python or pip to folders of their own. */
function isPlain(config: ImageConfig): boolean {
  const names = [...environmentOf(config).keys()];
  const isRoot = ['', 'root', '0'].includes((config.User ?? '').split(':')[0] ?? '');
  return (
    isRoot && !names.some((name) => /^(PIP_|PYTHON(PATH|USERBASE|HOME)$|VIRTUAL_ENV)/.test(name))
  );
}
