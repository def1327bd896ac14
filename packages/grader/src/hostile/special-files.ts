import { spawnSync } from 'node:child_process';

/** Files that are none, for cases that hand them in. */

export function makePipe(place: string): void {
  run('mkfifo', place);
}

export function makeDevice(place: string, kind: 'b' | 'c', major: number, minor: number): void {
  run('mknod', place, kind, String(major), String(minor));
}

/** Deeper than any path may be long. */
export function makeDeepFolders(folder: string, depth: number): void {
  const program = `const fs = require('node:fs');
    for (let n = 0; n < ${depth}; n += 1) { fs.mkdirSync('a'); process.chdir('a'); }`;
  run(process.execPath, '-e', `process.chdir(${JSON.stringify(folder)}); ${program}`);
}

function run(command: string, ...args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
}
