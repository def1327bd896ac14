import { existsSync, readFileSync } from 'node:fs';
import { parseOsRelease } from './machine.ts';
import type { OsRelease } from './machine.ts';

/** What the command that mends something depends on. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly osRelease: OsRelease;
  readonly isRoot: boolean;
  /** Windows Subsystem for Linux. */
  readonly isWsl: boolean;
  /** An engine is installed, and only has to be started. */
  readonly hasEngine: boolean;
}

export function thisSystem(): System {
  return {
    platform: process.platform,
    osRelease: parseOsRelease(readIfThere('/etc/os-release')),
    isRoot: process.getuid?.() === 0,
    isWsl: /microsoft/i.test(readIfThere('/proc/sys/kernel/osrelease')),
    hasEngine: [
      '/Applications/Docker.app',
      'C:/Program Files/Docker/Docker/Docker Desktop.exe',
      '/usr/bin/dockerd',
      '/usr/sbin/dockerd',
    ].some((file) => existsSync(file)),
  };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Has its own names for commands that other Linuxes share. */
export function isAlpine({ osRelease: { ID, ID_LIKE = '' } }: System): boolean {
  return ID === 'alpine' || ID_LIKE.split(' ').includes('alpine');
}
