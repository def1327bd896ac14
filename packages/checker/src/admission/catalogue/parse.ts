import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { from, linked, makeDevice, makePipe, writeDockerfile } from './case.ts';
import type { Case } from './case.ts';

/** What is read as a Dockerfile. */
export const parseRefused: readonly Case[] = [
  ['P-01', 'a link to a secret of the machine', linked('/etc/shadow'), ['link-outside Dockerfile']],
  ['P-02', 'a link that climbs', linked('../../../../../etc/shadow'), ['link-outside Dockerfile']],
  [
    'P-03',
    'a pipe',
    (at) => {
      makePipe(at('Dockerfile'));
    },
    ['special-file Dockerfile'],
  ],
  [
    'P-04',
    'a device',
    (at) => {
      makeDevice(at('Dockerfile'), 'c');
    },
    ['special-file Dockerfile'],
  ],
  [
    'P-08',
    'a million comments',
    `${'#c\n'.repeat(1_000_000)}${from}`,
    ['dockerfile-size Dockerfile'],
  ],
  [
    'P-09',
    'the same in a continued line',
    `${from}RUN id \\\n${'# c\n'.repeat(100_000)}`,
    ['dockerfile-size Dockerfile'],
  ],
  [
    'P-10',
    'labels of 60 KB',
    from + `LABEL l=${'x'.repeat(60_000)}\n`.repeat(2),
    ['dockerfile-size Dockerfile', 'line-length 2:1', 'line-length 3:1'],
  ],
  ['P-11', 'a line of 10 MB', `${from}ENV A=${'a'.repeat(1e7)}\n`, ['dockerfile-size Dockerfile']],
  [
    'P-12',
    '500 times ENV',
    from + Array.from({ length: 500 }, (_, n) => `ENV A${n}=1\n`).join(''),
    ['instruction-count 201:1'],
  ],
  [
    'P-13',
    '130 layers',
    (at) => {
      writeFileSync(at('f'), '');
      writeDockerfile(at, from + 'COPY f /f\n'.repeat(130));
    },
    ['layer-count 102:1'],
  ],
  ['P-20', 'a frontend', `# syntax=evil/frontend:1\n${from}`, ['frontend 1:1']],
  [
    'P-21',
    'an argument of BuildKit’s',
    `${from}ARG BUILDKIT_SYNTAX=evil\n`,
    ['buildkit-argument 2:1'],
  ],
];

export const parseAdmitted: readonly Case[] = [
  [
    'P-05',
    'a folder',
    (at) => {
      rmSync(at('Dockerfile'));
      mkdirSync(at('Dockerfile'));
    },
    [],
  ],
  [
    'P-06',
    'none',
    (at) => {
      rmSync(at('Dockerfile'));
      writeFileSync(at('dockerfile'), from);
    },
    [],
  ],
  ['P-07', 'only comments', '# hi\n', []],
  ['P-14', 'a NUL byte', `${from}RUN echo a\0b\n`, []],
  ['P-15', 'lines that end as on Windows', from.replace('\n', '\r\n'), []],
  ['P-16', 'a mark of its byte order', `\uFEFF${from}`, []],
  [
    'P-17',
    'UTF-16',
    (at) => {
      writeDockerfile(at, Buffer.from(`\uFEFF${from}`, 'utf16le'));
    },
    [],
  ],
  [
    'P-18',
    'no UTF-8',
    (at) => {
      writeDockerfile(at, Buffer.from([0x46, 0xff, 0xfe, 0xc3, 0x28]));
    },
    [],
  ],
  ['P-19', 'another escape character', '# escape=`\nFROM python:3\nRUN echo a `\n && echo b\n', []],
  ['P-22', 'FROM in a here-document', `${from}RUN <<EOF\nFROM evil\nEOF\n`, []],
  ['P-23', 'FROM of nothing', 'ARG B\nFROM ${B}\nFROM\n', []],
  ['P-24', 'no instruction', `${from}BOGUS x\n`, []],
];
