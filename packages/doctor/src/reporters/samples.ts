import type { DoctorReport } from '../report.ts';

/** Reports of all kinds, for the tests of the reporters. */
type Change = Omit<DoctorReport['checks'][number], 'id' | 'title'>;

const healthy: readonly DoctorReport['checks'][number][] = [
  {
    id: 'engine',
    title: 'Engine',
    status: 'ok',
    found: 'Docker Engine 28.5.2, at unix:///var/run/docker.sock',
  },
  { id: 'socket', title: 'Its socket', status: 'ok', found: 'You may use it.' },
  { id: 'buildkit', title: 'BuildKit', status: 'ok', found: 'It builds with BuildKit.' },
  { id: 'disk', title: 'Its disk', status: 'ok', found: '41.2 GB free in `/var/lib/docker`' },
  { id: 'port', title: 'Port 8000', status: 'ok', found: 'It is free.' },
  {
    id: 'base-image',
    title: 'Base image',
    status: 'ok',
    found:
      'Docker Hub has python:3-alpine, and 97 of 100 pulls in 6 hours are left without an account.',
  },
  { id: 'clock', title: 'Clock', status: 'ok', found: 'It agrees with the Internet’s.' },
];

function report(
  changes: Readonly<Record<string, Change>>,
  system = 'Debian GNU/Linux 13 (trixie)',
) {
  const checks = healthy.map((check) => ({ ...check, ...changes[check.id] }));
  const outcome = checks.some(({ status }) => status === 'not ok') ? 'not ok' : 'ok';
  return { schema: 'workshop/doctor/v1', system, outcome, checks } as const satisfies DoctorReport;
}

const attacks: DoctorReport = {
  schema: 'workshop/doctor/v1',
  system: 'Debian GNU/Linux 13 (trixie)',
  profile: 'grade',
  outcome: 'not ok',
  checks: [
    { id: 'memory', title: 'Memory', status: 'held', found: '' },
    { id: 'write', title: 'Its root', status: 'held', found: 'Read-only file system' },
    { id: 'output', title: 'Its output', status: 'unknown', found: 'No engine answers.' },
    {
      id: 'run-processes',
      title: 'RUN: processes',
      status: 'not held',
      found: 'it started 612',
    },
  ],
};

export const samples = {
  attacks,
  healthy: report({}),
  bare: report({
    engine: {
      status: 'not ok',
      found: 'No container engine answers on this machine.',
      remedy: {
        text: 'Get one, and run the same command again:',
        command:
          'sudo apt-get update &&\nsudo apt-get install -y docker.io &&\nsudo usermod -aG docker "$USER" && newgrp docker',
      },
    },
    socket: { status: 'unknown', found: 'There is no socket to try.' },
    buildkit: { status: 'unknown', found: 'No engine answers that could be asked.' },
    port: {
      status: 'not ok',
      found: 'It is taken by the program `python3`, process 4711.',
      remedy: { text: 'Stop it where it was started, or:', command: 'kill 4711' },
    },
    clock: { status: 'unknown', found: 'Nobody on the Internet could be asked for the time.' },
  }),
  advice: report({
    buildkit: {
      status: 'ok',
      found: 'It builds with the classic builder, which knows the workshop’s instructions too.',
      remedy: {
        text: 'Builds are told in more detail by BuildKit, which Docker Engine 23 and newer have.',
      },
    },
  }),
  hostile: report(
    {
      engine: {
        status: 'ok',
        found: 'Engine\u001b[2J\u202eexe \u200b1.0 日本, at unix:///\u0007x',
      },
      port: {
        status: 'not ok',
        found: 'It is taken by the program `\u001b]0;title\u0007\u202etiv`, process 1.',
        remedy: { text: 'Stop it:\u2028now', command: 'kill 1\u001b[31m' },
      },
    },
    'Linux\u001b[31m\u200b',
  ),
};
