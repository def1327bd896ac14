import { expect, test } from 'vitest';
import { engineAdvice } from './how-to-get-an-engine.ts';
import type { System } from './how-to-get-an-engine.ts';

const linux: System = {
  platform: 'linux',
  osRelease: { ID: 'debian' },
  isRoot: true,
  isWsl: false,
  hasEngine: false,
};

test.each([
  ['Debian', {}, 'apt-get update && apt-get install -y docker.io'],
  [
    'Debian, not as root',
    { isRoot: false },
    'sudo apt-get update && sudo apt-get install -y docker.io && sudo usermod -aG docker "$USER" && newgrp docker',
  ],
  ['installed', { hasEngine: true }, 'systemctl enable --now docker'],
  [
    'a relative of Ubuntu',
    { osRelease: { ID: 'linuxmint', ID_LIKE: 'ubuntu debian' } },
    'apt-get update && apt-get install -y docker.io',
  ],
  [
    'Fedora',
    { osRelease: { ID: 'fedora' } },
    'dnf install -y moby-engine && systemctl enable --now docker',
  ],
  [
    'Arch',
    { osRelease: { ID: 'arch' } },
    'pacman -S --needed docker && systemctl enable --now docker',
  ],
  [
    'openSUSE',
    { osRelease: { ID: 'opensuse-leap', ID_LIKE: 'suse opensuse' } },
    'zypper install -y docker && systemctl enable --now docker',
  ],
  [
    'Ubuntu below Windows',
    { osRelease: { ID: 'ubuntu' }, isWsl: true },
    'apt-get update && apt-get install -y docker.io (or start Docker Desktop with its WSL integration on)',
  ],
  [
    'an unknown system',
    { osRelease: {} },
    'Install Docker: https://docs.docker.com/engine/install/',
  ],
  [
    'macOS',
    { platform: 'darwin' },
    'brew install --cask docker-desktop && open -a Docker (or: brew install colima docker && colima start)',
  ],
  ['macOS with Docker Desktop', { platform: 'darwin', hasEngine: true }, 'open -a Docker'],
  [
    'Windows',
    { platform: 'win32' },
    'winget install -e --id Docker.DockerDesktop, then start Docker Desktop',
  ],
] as const)('%s', (_name, difference, expected) => {
  expect(engineAdvice({ ...linux, ...difference })).toBe(expected);
});
