import type { PlanCase } from './plan-case.ts';

export const config: readonly PlanCase[] = [
  {
    name: 'WORKDIR adds up',
    dockerfile: ['FROM scratch', 'WORKDIR /usr', 'WORKDIR src/app', 'WORKDIR ../lib'],
    expected: {
      config: { WorkingDir: '/usr/src/lib' },
      files: {
        '/usr': 'directory',
        '/usr/src': 'directory',
        '/usr/src/app': 'directory',
        '/usr/src/lib': 'directory',
      },
    },
  },
  {
    name: 'WORKDIR keeps an absolute path as it is written',
    dockerfile: ['FROM scratch', 'WORKDIR /usr/src/app/'],
    expected: {
      config: { WorkingDir: '/usr/src/app/' },
      files: {
        '/usr': 'directory',
        '/usr/src': 'directory',
        '/usr/src/app': 'directory',
      },
    },
  },
  {
    name: 'WORKDIR with a variable and quotes',
    dockerfile: ['FROM scratch', 'ENV base=/usr/src', 'WORKDIR "$base/my app"'],
    expected: {
      config: { WorkingDir: '/usr/src/my app', Env: ['base=/usr/src'] },
      files: {
        '/usr': 'directory',
        '/usr/src': 'directory',
        '/usr/src/my app': 'directory',
      },
    },
  },
  {
    name: 'USER and STOPSIGNAL',
    dockerfile: ['FROM scratch', 'ENV who=me', 'USER $who:group', 'STOPSIGNAL SIGINT'],
    expected: {
      config: { User: 'me:group', StopSignal: 'SIGINT', Env: ['who=me'] },
    },
  },
  {
    name: 'EXPOSE: protocols, ranges and repeats',
    dockerfile: ['FROM scratch', 'ENV p=9000', 'EXPOSE 80 80/tcp 53/udp 7000-7002 $p 443/TCP'],
    expected: {
      config: {
        ExposedPorts: {
          '80/tcp': {},
          '443/tcp': {},
          '7000/tcp': {},
          '7001/tcp': {},
          '7002/tcp': {},
          '9000/tcp': {},
          '53/udp': {},
        },
        Env: ['p=9000'],
      },
    },
  },
  {
    name: 'EXPOSE of several in one variable',
    dockerfile: ['FROM scratch', 'ENV p="80 81"', 'EXPOSE $p'],
    expected: {
      config: { ExposedPorts: { '80/tcp': {}, '81/tcp': {} }, Env: ['p=80 81'] },
    },
  },
  {
    name: 'EXPOSE keeps the container’s port of a mapping',
    dockerfile: ['FROM scratch', 'EXPOSE 8080:80'],
    expected: {
      config: { ExposedPorts: { '80/tcp': {} } },
    },
  },
  {
    name: 'EXPOSE in another stage stays there',
    dockerfile: ['FROM scratch AS one', 'EXPOSE 80', 'FROM scratch', 'EXPOSE 81'],
    expected: {
      config: { ExposedPorts: { '81/tcp': {} } },
    },
  },
  {
    name: 'VOLUME: words and JSON',
    dockerfile: ['FROM scratch', 'VOLUME /a /b', 'VOLUME ["/c d", "/a"]'],
    expected: {
      config: { Volumes: { '/a': {}, '/b': {}, '/c d': {} } },
    },
  },
  {
    name: 'LABEL: keys with dots, quotes, later wins',
    dockerfile: ['FROM scratch', 'LABEL org.example.a="x y" "b c"=d', 'LABEL org.example.a=z'],
    expected: {
      config: { Labels: { 'org.example.a': 'z', 'b c': 'd' } },
    },
  },
  {
    name: 'MAINTAINER',
    dockerfile: ['FROM scratch', 'MAINTAINER Ada Lovelace <ada@example.org>'],
    expected: {
      config: {},
    },
  },
  {
    name: 'HEALTHCHECK with times',
    dockerfile: [
      'FROM scratch',
      'HEALTHCHECK --interval=1m30s --timeout=500ms --retries=4 --start-period=0s CMD wget -q localhost || exit 1',
    ],
    expected: {
      config: {
        Healthcheck: {
          Test: ['CMD-SHELL', 'wget -q localhost || exit 1'],
          Interval: 90000000000,
          Timeout: 500000000,
          Retries: 4,
        },
      },
    },
  },
  {
    name: 'HEALTHCHECK in JSON',
    dockerfile: ['FROM scratch', 'HEALTHCHECK CMD ["check", "a b"]'],
    expected: {
      config: { Healthcheck: { Test: ['CMD', 'check', 'a b'] } },
    },
  },
  {
    name: 'HEALTHCHECK NONE',
    dockerfile: ['FROM scratch', 'HEALTHCHECK CMD check', 'HEALTHCHECK NONE'],
    expected: {
      config: { Healthcheck: { Test: ['NONE'] } },
    },
  },
  {
    name: 'SHELL changes shell form',
    dockerfile: [
      'FROM scratch',
      'SHELL ["/bin/bash", "-ec"]',
      'CMD echo $HOME',
      'ENTRYPOINT run it',
    ],
    expected: {
      config: {
        Shell: ['/bin/bash', '-ec'],
        Cmd: ['/bin/bash', '-ec', 'echo $HOME'],
        Entrypoint: ['/bin/bash', '-ec', 'run it'],
      },
    },
  },
  {
    name: 'ONBUILD is kept for the image that builds on this one',
    dockerfile: ['FROM scratch', 'ONBUILD COPY . /app', 'ONBUILD RUN make it'],
    expected: {
      config: { OnBuild: ['COPY . /app', 'RUN make it'] },
    },
  },
  {
    name: 'config is inherited from a stage',
    dockerfile: [
      'FROM scratch AS one',
      'WORKDIR /w',
      'USER u',
      'EXPOSE 80',
      'ENV a=1',
      'LABEL l=1',
      'VOLUME /v',
      'CMD ["c"]',
      'HEALTHCHECK CMD h',
      'FROM one',
      'ENV b=2',
      'EXPOSE 81',
    ],
    expected: {
      config: {
        WorkingDir: '/w',
        User: 'u',
        Cmd: ['c'],
        Healthcheck: { Test: ['CMD-SHELL', 'h'] },
        ExposedPorts: { '80/tcp': {}, '81/tcp': {} },
        Env: ['a=1', 'b=2'],
        Volumes: { '/v': {} },
        Labels: { l: '1' },
      },
      files: {
        '/w': 'directory',
      },
    },
  },
];
