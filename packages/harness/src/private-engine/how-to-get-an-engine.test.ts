import { expect, test } from 'vitest';
import { engineAdvice, howToJoinItsGroup, restartAdvice } from './how-to-get-an-engine.ts';
import type { System } from './system.ts';

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
    'Alpine, not as root',
    { osRelease: { ID: 'alpine' }, isRoot: false },
    'sudo apk add docker &&\nsudo rc-update add docker &&\nsudo rc-service docker start &&\nsudo addgroup "$USER" docker && newgrp docker',
  ],
  [
    'Alpine, installed',
    { osRelease: { ID: 'alpine' }, hasEngine: true },
    'rc-update add docker && rc-service docker start',
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

test.each([
  ['Debian', {}, 'systemctl restart docker'],
  ['Fedora, not as root', { isRoot: false }, 'sudo systemctl restart docker'],
  ['Alpine', { osRelease: { ID: 'alpine' } }, 'rc-service docker restart'],
  ['macOS', { platform: 'darwin' }, 'killall Docker; open -a Docker'],
  ['Windows', { platform: 'win32' }, 'wsl --shutdown\n(then start Docker Desktop again)'],
] as const)('an engine that hangs, on %s', (_name, difference, expected) => {
  expect(restartAdvice({ ...linux, ...difference })).toBe(expected);
});

test.each([
  ['debian', 'sudo usermod -aG engine "$USER" && newgrp engine'],
  ['alpine', 'sudo addgroup "$USER" engine && newgrp engine'],
])('the group of the socket, on %s', (ID, expected) => {
  expect(howToJoinItsGroup('engine', { ...linux, osRelease: { ID } })).toBe(expected);
});
