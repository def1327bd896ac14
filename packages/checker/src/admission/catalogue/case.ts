import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';

export const from = 'FROM python:3-alpine\n';

type Place = (name: string) => string;

/** The Dockerfile; or what somebody does in a folder that has a right one. */
export type Setup = string | ((at: Place) => void);

/** A case of the hostile catalogue, and its refusals: a rule, and a place of the Dockerfile or a path. */
export type Case = readonly [id: string, what: string, setup: Setup, refusals: readonly string[]];

export function writeDockerfile(at: Place, text: string | Buffer): void {
  writeFileSync(at('Dockerfile'), text);
}

export function makePipe(place: string): void {
  rmSync(place, { force: true });
  execFileSync('mkfifo', [place]);
}

/** Where one may be made; else a pipe, which is no regular file either. */
export function makeDevice(place: string, kind: 'c' | 'b'): void {
  makePipe(place);
  if (process.getuid?.() !== 0) return;
  rmSync(place);
  execFileSync('mknod', [place, kind, ...(kind === 'c' ? ['1', '5'] : ['8', '99'])]);
}

export function linked(target: string): Setup {
  return (at) => {
    rmSync(at('Dockerfile'));
    symlinkSync(target, at('Dockerfile'));
  };
}

export function copying(source: string, name: string, target: string): Setup {
  return (at) => {
    writeDockerfile(at, `${from}COPY ${source} /x\n`);
    symlinkSync(target, at(name));
  };
}
