import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { from, writeDockerfile } from './case.ts';
import type { Case } from './case.ts';

/** What a Dockerfile asks the builder for. */
export const buildRefused: readonly Case[] = [
  [
    'B-13',
    'an address of this machine',
    `${from}ADD http://127.0.0.1:8080/secret /x\n`,
    ['remote-add 2:5'],
  ],
  ['B-14', 'a repository by SSH', `${from}ADD git@h:x.git /x\n`, ['remote-add 2:5']],
  [
    'B-14',
    'with a checksum',
    `${from}ADD --checksum=sha256:${'0'.repeat(64)} https://h/x.git#v1 /x\n`,
    ['remote-add 2:88'],
  ],
  [
    'B-15',
    'an archive that grows',
    (at) => {
      writeFileSync(at('b.bin'), gzipSync(Buffer.alloc(1e6)));
      writeDockerfile(at, `${from}ADD b.* /b\n`);
    },
    ['archive-add 2:5'],
  ],
  [
    'B-16',
    'another learner’s files',
    `${from}COPY --from=learner-a /app/solution.txt /x\n`,
    ['copy-from 2:6'],
  ],
  ['B-17', 'another learner’s image', 'FROM learner-a\n', ['base-image 1:6']],
  [
    'B-18',
    'a mount of that image',
    `${from}RUN --mount=type=bind,from=learner-a,target=/o cat /o/x\n`,
    ['run-option 2:5'],
  ],
  [
    'B-19',
    'a cache that all share',
    `${from}RUN --mount=type=cache,id=npm,target=/c ls /c\n`,
    ['run-option 2:5'],
  ],
  [
    'B-20',
    'a secret',
    `${from}RUN --mount=type=secret,id=x cat /run/secrets/x\n`,
    ['run-option 2:5'],
  ],
  ['B-20', 'an agent', `${from}RUN --mount=type=ssh ssh-add -l\n`, ['run-option 2:5']],
  ['B-21', 'all rights', `${from}RUN --security=insecure id\n`, ['run-option 2:5']],
  ['B-21', 'the machine’s network', `${from}RUN --network=host id\n`, ['run-option 2:5']],
  ['B-21', 'a device', `${from}RUN --device=vendor.com/device id\n`, ['run-option 2:5']],
  ['B-22', 'a trap for later', `${from}ONBUILD RUN id\n`, ['onbuild 2:1']],
  ['B-24', 'a registry of somebody’s', 'FROM evil.example/x:1\n', ['base-image 1:6']],
  ['B-25', 'the course’s own', 'FROM registry.course/solutions\n', ['base-image 1:6']],
  [
    'B-27',
    'labels of others',
    `${from}LABEL org.docker-workshop-kit.owner=evil org.testcontainers.ryuk=true\n`,
    ['label 2:7', 'label 2:42'],
  ],
  ['B-30', 'a way around the read-only root', `${from}VOLUME /data\n`, ['volume 2:1']],
  ['B-31', 'all ports there are', `${from}EXPOSE 1-65535\n`, ['port-count 2:1']],
];

export const buildAdmitted: readonly Case[] = [
  ['B-23', 'FROM scratch', 'FROM scratch\nCOPY . /\n', []],
  ['B-28', 'a flood of health checks', `${from}HEALTHCHECK --interval=1ms CMD true\n`, []],
  ['B-29', 'a signal that stops nothing', `${from}STOPSIGNAL SIGCONT\n`, []],
  ['B-33', 'a secret in the open', `${from}ARG TOKEN=abc\n`, []],
];
