import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { plainLines } from '@kit/checker';
import { loadImage, ownLabels, removeContainer, removeName } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { extract, pack } from 'tar-stream';
import type { BlobStore } from '../blob-store.ts';
import { BundleError } from '../bundle-error.ts';
import { blobName } from '../format/bundle.ts';
import { imageArchive } from '../load/archive.ts';
import { proxyVariables } from '../registry/web.ts';
import type { PackedImage, PackedWheel } from './packed-image.ts';

export interface WheelsRequest {
  /** The image that they are for, as this engine runs it. */
  readonly image: PackedImage;
  readonly requirements: readonly string[];
  /** `linux/arm64` */
  readonly platform: string;
  /** Address of a package index; pip's own where none is given. */
  readonly index?: string;
  readonly engine: Engine;
  readonly store: BlobStore;
  readonly signal: AbortSignal;
}

/** As Python names the processors that Docker names otherwise. */
const machines: ReadonlyMap<string, string> = new Map([
  ['linux/amd64', 'x86_64'],
  ['linux/arm64', 'aarch64'],
  ['linux/arm/v7', 'armv7l'],
  ['linux/386', 'i686'],
]);

/**
 * Which wheels fit, pip itself knows best: it runs in the image that they are for, and for
 * another processor its own tags are told with that one's name.
 */
const script = `
import platform, subprocess, sys
from pip._vendor.packaging.tags import platform_tags
machine, *options = sys.argv[1:]
fitting = [tag.replace(platform.machine(), machine) for tag in platform_tags()]
named = [option for tag in fitting for option in ('--platform', tag)]
pip = [sys.executable, '-m', 'pip', '--disable-pip-version-check', 'download', '-q']
sys.exit(subprocess.call([*pip, '--dest', '/wheels', '--only-binary=:all:', *named, *options]))
`;

/** Has pip fetch wheels, with all that they depend on. @throws BundleError where it cannot. */
export async function downloadWheels(request: WheelsRequest): Promise<readonly PackedWheel[]> {
  const { engine, image, store } = request;
  const name = `workshop-bundle-pack/${image.config.digest.slice(7, 19)}:latest`;
  const [config, ...layers] = [image.config, ...image.layers].map(({ digest, size }) => ({
    name: blobName(digest),
    digest,
    size,
  }));
  if (config === undefined) return [];
  const read = ({ digest }: { readonly digest: string }) => store.read(digest);
  await loadImage(engine, imageArchive({ names: [name], config, layers }, read));
  try {
    return await runPip(name, request);
  } finally {
    await removeName(engine, name);
  }
}

async function runPip(
  imageName: string,
  { engine, store, requirements, platform, index, signal }: WheelsRequest,
): Promise<readonly PackedWheel[]> {
  const machine = machines.get(platform) ?? platform.split('/')[1] ?? '';
  const files = requirements.flatMap((_, number) => ['-r', `/requirements-${number}.txt`]);
  const ofIndex = index === undefined ? [] : ['--index-url', index, ...trust(index)];
  const container = await engine.client.createContainer({
    Image: imageName,
    Entrypoint: ['python3'],
    Cmd: ['-c', script, machine, ...files, ...ofIndex],
    Env: proxyVariables(process.env),
    Tty: true,
    Labels: ownLabels(),
  });
  const stop = () => void removeContainer(engine, container.id).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await container.putArchive(archiveOf(requirements), { path: '/' });
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    signal.throwIfAborted();
    if (StatusCode !== 0) {
      const said = (await container.logs({ stdout: true, stderr: true })).toString();
      throw new BundleError(
        `pip could not get the packages for ${platform}:\n${plainLines(said.trim(), 2_000)}`,
        'See that the Python index can be reached, or name another one with `--index URL`.',
      );
    }
    return await wheelsIn(await container.getArchive({ path: '/wheels' }), store);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await removeContainer(engine, container.id);
  }
}

/** pip asks an index over plain HTTP only where it was told to believe it. */
function trust(index: string): readonly string[] {
  const { protocol, host } = new URL(index);
  return protocol === 'http:' ? ['--trusted-host', host] : [];
}

function archiveOf(requirements: readonly string[]): Readable {
  const tar = pack();
  for (const [number, each] of requirements.entries()) {
    tar.entry({ name: `requirements-${number}.txt`, mode: 0o644 }, each);
  }
  tar.finalize();
  return Readable.from(tar);
}

async function wheelsIn(
  archive: NodeJS.ReadableStream,
  store: BlobStore,
): Promise<readonly PackedWheel[]> {
  const wheels: PackedWheel[] = [];
  for await (const entry of archive.pipe(extract())) {
    const file = entry.header.name.replace(/^.*\//, '');
    if (file.endsWith('.whl')) wheels.push({ file, blob: await store.put(await buffer(entry)) });
    entry.resume();
  }
  return wheels.toSorted((one, other) => one.file.localeCompare(other.file, 'en'));
}
