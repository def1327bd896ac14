import { globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { wheelFolder } from '../../bundled-base.ts';
import { unpackPackages } from '../programs.ts';
import { runCommand } from '../run-command.ts';
import { makeWheel } from '../wheels.ts';
import type { StandIn } from './stand-in.ts';
import { makeSystem, nameOfPackage } from './system.ts';

/**
 * Python, pip, BusyBox, a shell, and wheels in the place of the Python index:
 * of what the last of the packages brings, with what it depends on.
 */
export const python: StandIn = {
  reference: 'python:3-alpine',
  recipe: '3',
  needs: ['Docker Hub', 'the Python index'],
  packages: [
    'busybox-static',
    'ca-certificates',
    'libc-bin',
    'python3',
    'python3-pip-whl',
    'python3-venv',
    'python3-flask',
  ],
  description: 'Its wheels replace the Python index.',
  async layOut(debs, rootfs, signal) {
    const isLibrary = (deb: string) => /^python3-(?!minimal$|pip-whl$)/.test(nameOfPackage(deb));
    const system = debs.filter((deb) => !isLibrary(deb));
    let version = '';
    await makeSystem(system, rootfs, 'python-files', signal, async () => {
      version = await addPython(debs, rootfs, signal);
      await addCertificates(rootfs);
      await addWheels(debs.filter(isLibrary), rootfs, signal);
    });
    await symlink('pip', path.join(rootfs, 'usr/local/bin/pip3'));
    return [`ENV PYTHON_VERSION=${version}`, 'CMD ["python3"]'];
  },
};

/** Debian's Python, with pip beside it, below /usr/local as the real image has them. */
async function addPython(
  debs: readonly string[],
  rootfs: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const package_ = debs
    .map((deb) => /python(3\.\d+)-minimal_(\d+\.\d+\.\d+)/.exec(deb))
    .find(Boolean);
  const [, release = '3', version = '3'] = package_ ?? [];
  const name = `python${release}`;
  const [usr, local] = [path.join(rootfs, 'usr'), path.join(rootfs, 'usr/local')];
  for (const folder of ['bin', 'lib']) {
    await mkdir(path.join(local, folder), { recursive: true });
    await rename(path.join(usr, folder, name), path.join(local, folder, name));
  }
  for (const link of ['python', 'python3']) await symlink(name, path.join(local, 'bin', link));
  await rm(path.join(usr, 'bin/python3'), { force: true });
  const library = path.join(local, 'lib', name);
  await rm(path.join(library, 'EXTERNALLY-MANAGED'), { force: true });

  // Debian's Python looks for packages in the one, and all others install them in the other.
  const packages = path.join(library, 'site-packages');
  await mkdir(packages);
  await rm(path.join(library, 'dist-packages'), { recursive: true, force: true });
  await symlink('site-packages', path.join(library, 'dist-packages'));
  for (const file of globSync('sysconfig{.py,/__init__.py}', { cwd: library })) {
    await edit(path.join(library, file), (text) =>
      text.replace("prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'"),
    );
  }

  const [wheel = ''] = globSync('usr/share/python-wheels/pip-*.whl', { cwd: rootfs });
  const unzip = ['unzip', '-q', path.join(rootfs, wheel), '-d', packages];
  await runCommand(path.join(rootfs, 'usr/bin/busybox'), unzip, { signal });
  return version;
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  await writeFile(file, change(await readFile(file, 'utf8')));
}

/** pip checks servers by this file, also where it asks none. */
async function addCertificates(rootfs: string): Promise<void> {
  const certificates = globSync('usr/share/ca-certificates/**/*.crt', { cwd: rootfs }).sort();
  const texts = certificates.map((file) => readFile(path.join(rootfs, file), 'utf8'));
  const bundle = path.join(rootfs, 'etc/ssl/certs/ca-certificates.crt');
  await write(bundle, (await Promise.all(texts)).join(''));
  await rm(path.join(rootfs, 'usr/share/ca-certificates'), { recursive: true });
}

async function addWheels(
  debs: readonly string[],
  rootfs: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const unpacked = `${rootfs}.library`;
  for (const deb of debs) {
    await rm(unpacked, { recursive: true, force: true });
    await unpackPackages([deb], unpacked, signal);
    const wheel = await makeWheel(unpacked);
    if (wheel) await write(path.join(rootfs, wheelFolder, wheel.fileName), wheel.content);
  }
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
