import { existsSync, readFileSync } from 'node:fs';
import { parseOsRelease } from './machine.ts';
import type { OsRelease } from './machine.ts';

/** What the advice depends on. */
export interface System {
  readonly platform: NodeJS.Platform;
  readonly osRelease: OsRelease;
  readonly isRoot: boolean;
  /** Windows Subsystem for Linux. */
  readonly isWsl: boolean;
  /** An engine is installed, and only has to be started. */
  readonly hasEngine: boolean;
}

const start = 'systemctl enable --now docker';

const installers: Readonly<Record<string, string>> = {
  alpine: 'apk add docker && rc-update add docker && rc-service docker start',
  arch: `pacman -S --needed docker && ${start}`,
  debian: 'apt-get update && apt-get install -y docker.io',
  fedora: `dnf install -y moby-engine && ${start}`,
  opensuse: `zypper install -y docker && ${start}`,
  suse: `zypper install -y docker && ${start}`,
  ubuntu: 'apt-get update && apt-get install -y docker.io',
};

/**
 * The exact command that gets an engine on this system, for the end of an error
 * message: whole lines, none of them longer than 66 columns.
 */
export function howToGetAnEngine(): string {
  return engineAdvice(thisSystem()).replaceAll(/^/gm, '  ');
}

export function engineAdvice({ platform, osRelease, isRoot, isWsl, hasEngine }: System): string {
  if (platform === 'darwin') {
    return hasEngine
      ? 'open -a Docker'
      : 'brew install --cask docker-desktop && open -a Docker\n(or: brew install colima docker && colima start)';
  }
  if (platform === 'win32') {
    return hasEngine
      ? 'Start Docker Desktop from the Start menu'
      : 'winget install -e --id Docker.DockerDesktop\n(then start Docker Desktop)';
  }
  const names = [osRelease.ID ?? '', ...(osRelease.ID_LIKE ?? '').split(' ')];
  const known = names.map((name) => installers[name.replace(/-.*/, '')]).find(Boolean);
  const command = hasEngine ? start : known;
  if (command === undefined) return 'Install Docker: https://docs.docker.com/engine/install/';
  const full = isRoot ? command : asRoot(command);
  return isWsl ? `${full}\n(or start Docker Desktop with its WSL integration on)` : full;
}

function asRoot(command: string): string {
  const commands = command.split(' && ').map((each) => `sudo ${each}`);
  const joinGroup = 'sudo usermod -aG docker "$USER" && newgrp docker';
  // A shell reads on after `&&`, so that all lines can be copied at once.
  return [...commands, joinGroup].join(' &&\n');
}

function thisSystem(): System {
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
