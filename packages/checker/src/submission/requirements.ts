import { join } from 'node:path';
import type { Submission } from '../submission.ts';
import { readBounded } from './bounded-file.ts';

const maximumBytes = 64 * 1024;

/**
 * The packages that a requirements file of the build context names, in the
 * spelling of an installed one's folder (PyPA, "Names and normalization" and
 * "Recording installed projects"): `Flask-Login` is `flask_login`. Lines that
 * hold only on some systems, options, addresses and paths name none.
 */
export function readRequirements({ path: root }: Submission, file: string): readonly string[] {
  const found = readBounded(join(root, file), maximumBytes);
  if (found.kind !== 'bytes') return [];
  const lines = found.bytes
    .toString('utf8')
    .replaceAll(/\\\r?\n/g, '')
    .split(/\r?\n/);
  return lines.flatMap((line) => {
    const name = /^\s*([a-z\d](?:[\w.-]*[a-z\d])?)\s*(?:$|[\s[<>=!~#(])/i.exec(line)?.[1];
    const isEverywhere = !line.replace(/#.*/, '').includes(';');
    return name !== undefined && isEverywhere && !line.includes('@') ? [normalized(name)] : [];
  });
}

/** `Flask-Login`, `flask.login` and `flask_login` are one package. */
export function normalized(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '_');
}
