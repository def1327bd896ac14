import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { copying, from, makeDevice, makePipe } from './case.ts';
import type { Case } from './case.ts';

/** What lies around the Dockerfile. */
export const contextRefused: readonly Case[] = [
  ['C-01', 'a link to a secret', copying('s', 's', '/etc/shadow'), ['link-outside s']],
  ['C-02', 'a link to a folder', copying('s/shadow', 's', '/etc'), ['link-outside s']],
  [
    'C-04',
    'a pipe to be copied',
    (at) => {
      makePipe(at('p'));
    },
    ['special-file p'],
  ],
  [
    'C-05',
    'a disk',
    (at) => {
      makeDevice(at('vda'), 'b');
    },
    ['special-file vda'],
  ],
  [
    'C-08',
    'a link that files go through',
    (at) => {
      symlinkSync('/tmp', at('d'));
    },
    ['link-outside d'],
  ],
  [
    'C-10',
    'a file of 100 GB without content',
    (at) => {
      writeFileSync(at('big'), '');
      truncateSync(at('big'), 1e11);
    },
    ['context-size big'],
  ],
  [
    'C-11',
    'more files than anybody needs',
    (at) => {
      for (let n = 0; n < 600; n += 1) writeFileSync(at(`f${n}`), '');
    },
    ['context-entries'],
  ],
  [
    'C-12',
    'folders without an end',
    (at) => {
      mkdirSync(at('a/'.repeat(200)), { recursive: true });
    },
    [`context-depth ${'a/'.repeat(64)}a`],
  ],
  [
    'C-15',
    'too many patterns',
    (at) => {
      writeFileSync(at('.dockerignore'), '**/a*b\n'.repeat(2_000));
    },
    ['ignore-file .dockerignore'],
  ],
  [
    'C-15',
    'far too many',
    (at) => {
      writeFileSync(at('.dockerignore'), '**/a*b*c*d\n'.repeat(200_000));
    },
    ['ignore-file .dockerignore'],
  ],
  [
    'C-16',
    'a pipe for a .dockerignore',
    (at) => {
      makePipe(at('.dockerignore'));
    },
    ['special-file .dockerignore'],
  ],
  [
    'C-16',
    'a device for a .dockerignore',
    (at) => {
      makeDevice(at('.dockerignore'), 'c');
    },
    ['special-file .dockerignore'],
  ],
];

export const contextAdmitted: readonly Case[] = [
  ['C-03', 'a source outside', `${from}COPY ../../../etc/shadow /s\n`, []],
  [
    'C-06',
    'a second name of a file',
    (at) => {
      linkSync(at('Dockerfile'), at('h'));
    },
    [],
  ],
  [
    'C-09',
    'a set-user-ID file',
    (at) => {
      writeFileSync(at('s'), '');
      chmodSync(at('s'), 0o4755);
    },
    [],
  ],
  [
    'C-13',
    'names that steer',
    (at) => {
      writeFileSync(at('a\nb\u001b[31m\u202e'), '');
    },
    [],
  ],
  [
    'C-17',
    'a .dockerignore of everything',
    (at) => {
      writeFileSync(at('.dockerignore'), '*\n');
      makePipe(at('p'));
    },
    [],
  ],
];
