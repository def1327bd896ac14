import { isAlpine, thisSystem } from './system.ts';
import type { System } from './system.ts';

const start = 'systemctl enable --now docker';
const startAlpine = 'rc-update add docker && rc-service docker start';

const installers: Readonly<Record<string, string>> = {
  alpine: `apk add docker && ${startAlpine}`,
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

export function engineAdvice(system: System): string {
  const { platform, osRelease, isRoot, isWsl, hasEngine } = system;
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
  const installed = isAlpine(system) ? startAlpine : start;
  const command = hasEngine ? installed : known;
  if (command === undefined) return 'Install Docker: https://docs.docker.com/engine/install/';
  const full = isRoot ? command : asRoot(command, system);
  return isWsl ? `${full}\n(or start Docker Desktop with its WSL integration on)` : full;
}

/** The command that lets this user use the engine's socket, in this terminal too. */
export function howToJoinItsGroup(group = 'docker', system: System = thisSystem()): string {
  const join = isAlpine(system)
    ? `sudo addgroup "$USER" ${group}`
    : `sudo usermod -aG ${group} "$USER"`;
  return `${join} && newgrp ${group}`;
}

/** The command that ends an engine which hangs and starts it again, as `howToGetAnEngine`. */
export function howToRestartTheEngine(system: System = thisSystem()): string {
  return restartAdvice(system).replaceAll(/^/gm, '  ');
}

export function restartAdvice(system: System): string {
  const { platform, isRoot } = system;
  if (platform === 'darwin') return 'killall Docker; open -a Docker';
  if (platform === 'win32') return 'wsl --shutdown\n(then start Docker Desktop again)';
  const command = isAlpine(system) ? 'rc-service docker restart' : 'systemctl restart docker';
  return isRoot ? command : `sudo ${command}`;
}

function asRoot(command: string, system: System): string {
  const commands = command.split(' && ').map((each) => `sudo ${each}`);
  // A shell reads on after `&&`, so that all lines can be copied at once.
  return [...commands, howToJoinItsGroup('docker', system)].join(' &&\n');
}
