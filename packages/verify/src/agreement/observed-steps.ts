import { posix } from 'node:path';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readImageTree, runAndProbe } from '@kit/harness';
import type { Built, Engine } from '@kit/harness';

/** Steps of `containerize-python` that an engine can confirm without the checker. */
export type ObservedStep =
  | 'base-image'
  | 'working-directory'
  | 'copy-files'
  | 'expose-port'
  | 'install-dependencies'
  | 'start-command';

const folder = '/usr/src/app';
const packages = ['site', 'dist'].map((kind) => `/usr/local/lib/python3.13/${kind}-packages`);

/**
 * Which steps hold in an image, as the engine alone shows it: its config, its
 * files, and what its container answers. Asks nothing of the checker or the plan.
 * @param app folder of the app that was built.
 * @returns a step is absent where the image cannot tell: an app that lacks its
 * files or packages does not start, whatever the command.
 */
export async function observeSteps(
  engine: Engine,
  { imageId, config }: Pick<Built, 'imageId' | 'config'>,
  app: string,
): Promise<ReadonlyMap<ObservedStep, boolean>> {
  const tree = await readImageTree(engine, imageId, [folder, ...packages]);
  const isCopied = await Promise.all(
    ['requirements.txt', 'server.py'].map(async (name) => {
      const entry = tree.get(posix.join(config.WorkingDir ?? '/', name));
      return entry?.kind === 'file' && entry.content.equals(await readFile(path.join(app, name)));
    }),
  );
  const hasApp = !isCopied.includes(false);
  const hasPackages = [...tree.keys()].some((name) => /\/flask-[\d.]+\.dist-info$/i.test(name));
  const hasPython = config.Env?.some((pair) => pair.startsWith('PYTHON_VERSION=3.')) === true;
  const steps = new Map<ObservedStep, boolean>([
    ['base-image', hasPython],
    ['working-directory', posix.resolve('/', config.WorkingDir ?? '') === folder],
    ['copy-files', hasApp],
    ['expose-port', config.ExposedPorts?.['8000/tcp'] !== undefined],
    ['install-dependencies', hasPackages],
  ]);
  if (hasApp && hasPackages) {
    const probe = await runAndProbe(engine, { imageId, port: 8000, path: '/', deadlineMs: 8_000 });
    const isApp = probe.kind === 'answered' && probe.body.includes('python-server');
    steps.set('start-command', isApp);
  }
  return steps;
}
