import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { zip } from './zip.ts';
import type { ZipEntry } from './zip.ts';

export interface Wheel {
  /** `flask-3.1.1-py3-none-any.whl` */
  readonly fileName: string;
  readonly content: Buffer;
}

/**
 * Makes the wheel of an unpacked Debian package of a Python library, by
 * https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
 * @returns none where the package holds no library.
 */
export async function makeWheel(unpacked: string): Promise<Wheel | undefined> {
  const library = path.join(unpacked, 'usr/lib/python3/dist-packages');
  const [info] = globSync('*.{dist-info,egg-info}', { cwd: library });
  if (info === undefined) return undefined;

  const metadata = await readMetadata(path.join(library, info));
  const stem = `${headerOf(metadata, 'Name').replaceAll(/[-_.]+/g, '_')}-${headerOf(metadata, 'Version')}`;
  const files = globSync('**', { cwd: library, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(library, path.join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith(`${info}/`) && !name.includes('__pycache__'))
    .sort();
  const tag = files.map(extensionTag).find(Boolean) ?? 'py3-none-any';

  const entries: ZipEntry[] = [];
  for (const name of files) {
    entries.push({ name, content: await readFile(path.join(library, name)) });
  }
  const add = (name: string, text: string) =>
    entries.push({ name: `${stem}.dist-info/${name}`, content: Buffer.from(text) });
  add('METADATA', metadata);
  add('WHEEL', wheelFile(tag));
  const commands = await readIfThere(path.join(library, info, 'entry_points.txt'));
  if (commands !== undefined) add('entry_points.txt', commands);
  add('RECORD', `${entries.map(recordLine).join('')}${stem}.dist-info/RECORD,,\n`);
  return { fileName: `${stem}-${tag}.whl`, content: zip(entries) };
}

/** METADATA, or what setuptools wrote before there was such a file. */
async function readMetadata(info: string): Promise<string> {
  const metadata = await readIfThere(path.join(info, 'METADATA'));
  if (metadata !== undefined) return metadata;
  const old = await readFile(path.join(info, 'PKG-INFO'), 'utf8');
  const requires = (await readIfThere(path.join(info, 'requires.txt'))) ?? '';
  return withRequirements(old, requires);
}

/** Sections of `requires.txt` are extras or conditions; nobody here asks for them. */
export function withRequirements(pkgInfo: string, requiresTxt: string): string {
  const [always = ''] = requiresTxt.split(/^\[/m);
  const lines = always.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => `Requires-Dist: ${line.trim()}\n`).join('') + pkgInfo;
}

/** `_speedups.cpython-313-x86_64-linux-gnu.so` → `cp313-cp313-linux_x86_64`. */
export function extensionTag(fileName: string): string | undefined {
  const [, python, machine] = /\.cpython-(\d+)-(\w+)-linux-gnu\.so$/.exec(fileName) ?? [];
  return python && machine && `cp${python}-cp${python}-linux_${machine}`;
}

function wheelFile(tag: string): string {
  const pure = tag.endsWith('-any');
  return `Wheel-Version: 1.0\nGenerator: docker-workshop-kit\nRoot-Is-Purelib: ${pure}\nTag: ${tag}\n`;
}

function recordLine({ name, content }: ZipEntry): string {
  const hash = createHash('sha256').update(content).digest('base64url');
  return `${name},sha256=${hash},${content.length}\n`;
}

function headerOf(metadata: string, name: string): string {
  const value = new RegExp(`^${name}: (.+)$`, 'm').exec(metadata)?.[1];
  if (value === undefined) throw new Error(`A Python package tells no ${name}.`);
  return value.trim();
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(() => undefined);
}
