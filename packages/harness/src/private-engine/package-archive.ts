import { globSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { archiveSources, formatSources, parseListFile, parseSourcesFile } from './apt-sources.ts';
import type { AptSource } from './apt-sources.ts';
import type { Distribution } from './machine.ts';
import { PrivateEngineError } from './private-engine-error.ts';
import { runCommand } from './run-command.ts';

/** A distribution's packages, through lists and caches that are not the system's. */
export interface PackageArchive {
  /** Bytes to download. */
  readonly size: (packages: readonly string[]) => Promise<number>;
  /** The packages by themselves, without what they depend on. @returns the files. */
  readonly download: (packages: readonly string[]) => Promise<readonly string[]>;
  /** The packages with all that they depend on. @returns the files. */
  readonly downloadAll: (packages: readonly string[]) => Promise<readonly string[]>;
}

/**
 * Opens the archive of a release by the machine's own sources, and gets its lists.
 * @param folder for the lists and packages; made where it is missing.
 * @throws PrivateEngineError where the sources do not name it, or it cannot be reached.
 */
export async function openPackageArchive(
  folder: string,
  distribution: Distribution,
  release: string,
  signal?: AbortSignal,
): Promise<PackageArchive> {
  const sources = archiveSources(await readSystemSources(), distribution, release);
  if (sources.length === 0) {
    throw new PrivateEngineError(
      `No source in /etc/apt names the archive of ${distribution.id} ${distribution.codename}.`,
      'Mend /etc/apt/sources.list (or sources.list.d), so that `apt-get update` works, and try again.',
    );
  }
  await mkdir(path.join(folder, 'lists/partial'), { recursive: true });
  await mkdir(path.join(folder, 'cache'), { recursive: true });
  await writeFile(path.join(folder, 'status'), '');
  await writeFile(path.join(folder, 'archive.sources'), formatSources(sources));
  await writeFile(path.join(folder, 'apt.conf'), aptConfiguration(folder));

  const aptGet = async (args: readonly string[], cwd = folder) => {
    const conf = path.join(folder, 'apt.conf');
    const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
    try {
      return await runCommand('apt-get', ['-qq', '-c', conf, ...args], { cwd, env, signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw new PrivateEngineError(
        `Packages could not be had from the archive of ${distribution.id} ${release}: ${(error as Error).message}`,
        'See that `apt-get update` works on this machine, and try again.',
        { cause: error },
      );
    }
  };
  /** Runs a command that leaves packages in the folder it is given. */
  const downloadInto = async (args: (debs: string) => readonly string[]) => {
    const debs = await mkdtemp(path.join(folder, 'packages-'));
    await mkdir(path.join(debs, 'partial'));
    await aptGet(args(debs), debs);
    const names = await readdir(debs);
    return names.filter((name) => name.endsWith('.deb')).map((name) => path.join(debs, name));
  };

  await aptGet(['update']);
  return {
    size: async (packages) => downloadSize(await aptGet(['download', '--print-uris', ...packages])),
    download: (packages) => downloadInto(() => ['download', ...packages]),
    downloadAll: (packages) =>
      downloadInto((debs) => [
        'install',
        '--yes',
        '--download-only',
        `-oDir::Cache::archives=${debs}`,
        ...packages,
      ]),
  };
}

async function readSystemSources(): Promise<readonly AptSource[]> {
  const files = globSync(['sources.list', 'sources.list.d/*.{list,sources}'], { cwd: '/etc/apt' });
  const sources = files.sort().map(async (file) => {
    const text = await readFile(path.join('/etc/apt', file), 'utf8');
    return file.endsWith('.sources') ? parseSourcesFile(text) : parseListFile(text);
  });
  return (await Promise.all(sources)).flat();
}

/**
 * Laid over the system's configuration, whose proxies and certificates stay
 * valid. The empty status file makes apt reckon as if nothing were installed.
 */
function aptConfiguration(folder: string): string {
  const at = (file: string) => path.join(folder, file);
  return `Dir::Etc::sourcelist "${at('archive.sources')}";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "${folder}";
Dir::State::lists "${at('lists')}";
Dir::State::status "${at('status')}";
Dir::Cache "${at('cache')}";
Dir::Cache::pkgcache "pkgcache.bin";
APT::Default-Release "";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
#clear APT::Update;
#clear DPkg::Pre-Invoke;
#clear DPkg::Post-Invoke;
#clear DPkg::Pre-Install-Pkgs;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::DEP-11-icons;
#clear Acquire::IndexTargets::deb::DEP-11-icons-small;
#clear Acquire::IndexTargets::deb::CNF;
`;
}

/** Adds up what `apt-get --print-uris` prints: 'uri' file size hash. */
export function downloadSize(printedUris: string): number {
  const sizes = printedUris.matchAll(/^'[^']*' \S+ (\d+)/gm);
  return [...sizes].reduce((total, [, size]) => total + Number(size), 0);
}
