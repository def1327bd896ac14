import { expect, test } from 'vitest';
import { daemonConfig } from './daemon-config.ts';
import { privateEngineLayout } from './layout.ts';
import { logMessage } from './start-daemon.ts';

test('all that the daemon keeps is in its folder, and its network is its own', () => {
  const layout = privateEngineLayout({ WORKSHOP_ENGINE_HOME: '/srv/engine' });
  expect(daemonConfig(layout, '10.213')).toEqual({
    'data-root': '/srv/engine/data',
    'exec-root': '/srv/engine/run/exec',
    pidfile: '/srv/engine/run/dockerd.pid',
    hosts: ['unix:///srv/engine/run/docker.sock'],
    group: 'root',
    bridge: layout.name,
    'default-address-pools': [{ base: '10.213.0.0/16', size: 24 }],
    iptables: false,
    ip6tables: false,
    'ip-forward': false,
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': layout.name,
    'log-opts': { 'max-size': '10m', 'max-file': '2' },
  });
});

test.each([
  ['time="…" level=info msg="Starting up"', 'Starting up'],
  ['time="…" level=error msg="no \\"luck\\"" error="disk full"', 'no "luck" (disk full)'],
  ['failed to start daemon: no space', 'failed to start daemon: no space'],
])('%s', (line, expected) => {
  expect(logMessage(line)).toBe(expected);
});
