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
    'sudo apt-get update &&\nsudo apt-get install -y docker.io &&\nsudo usermod -aG docker "$USER" && newgrp docker',
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
    'apt-get update && apt-get install -y docker.io\n(or start Docker Desktop with its WSL integration on)',
  ],
  [
    'an unknown system',
    { osRelease: {} },
    'Install Docker: https://docs.docker.com/engine/install/',
  ],
  [
    'macOS',
    { platform: 'darwin' },
    'brew install --cask docker-desktop && open -a Docker\n(or: brew install colima docker && colima start)',
  ],
  ['macOS with Docker Desktop', { platform: 'darwin', hasEngine: true }, 'open -a Docker'],
  [
    'Windows',
    { platform: 'win32' },
    'winget install -e --id Docker.DockerDesktop\n(then start Docker Desktop)',
  ],
] as const)('%s', (_name, difference, expected) => {
  expect(engineAdvice({ ...linux, ...difference })).toBe(expected);
});

test('no line that a terminal of 80 columns would have to break', () => {
  for (const ID of ['alpine', 'arch', 'debian', 'fedora', 'opensuse', 'ubuntu']) {
    const advice = engineAdvice({ ...linux, osRelease: { ID }, isRoot: false });
    expect(advice.split('\n').filter((line) => line.length > 66)).toEqual([]);
  }
});
