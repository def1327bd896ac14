import { expect, test } from 'vitest';
import type { TagEvidence } from '../evidence.ts';
import { noteOfBuild, noteOfTag } from './image-notes.ts';

const [one, two] = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string];

test('an image that was not there, has no name, or has some', () => {
  expect(noteOfBuild('none')).toBe(
    'Built here only to judge it, and removed again. Do it yourself: `docker build .`',
  );
  expect(noteOfBuild({ imageId: one, names: [] })).toBe(
    'In `docker images --all` it has the id `aaaaaaaaaaaa` and no name, only `<none>` (newer Docker: `<untagged>`).',
  );
  expect(noteOfBuild({ imageId: one, names: ['myapp:latest', 'myapp:version1'] })).toBe(
    'In `docker images` it has the id `aaaaaaaaaaaa` and the names `myapp:latest` and `myapp:version1`.',
  );
});

const current = (imageId: string, layers: readonly string[] = ['l']): TagEvidence => ({
  kind: 'current',
  imageId,
  layers,
});
const missing: TagEvidence = { kind: 'missing', others: [], present: [] };

test.each<[string, readonly (readonly [string, TagEvidence])[], string]>([
  [
    'alone',
    [
      ['myapp:latest', missing],
      ['other:latest', current(one)],
    ],
    '`docker images myapp` shows it: repository `myapp`, tag `version1`, id `aaaaaaaaaaaa`.',
  ],
  [
    'one image',
    [['myapp:latest', current(one)]],
    '`myapp:latest` and `myapp:version1` are two names of one image: `docker images myapp` shows the id `aaaaaaaaaaaa` on both lines.',
  ],
  [
    'one image under two ids',
    [['myapp:latest', current(two)]],
    '`myapp:latest` and `myapp:version1` have the same layers, stored once. `docker images myapp` shows two ids, `bbbbbbbbbbbb` and `aaaaaaaaaaaa`: your engine keeps a record of each build beside the image.',
  ],
  [
    'two builds',
    [['myapp:latest', current(two, ['m'])]],
    '`myapp:latest` and `myapp:version1` are two builds of the same Dockerfile: `docker images myapp` shows two ids, `bbbbbbbbbbbb` and `aaaaaaaaaaaa`. Where the second finds the layers of the first in its cache, one image gets both names.',
  ],
])('a tag: %s', (_, others, note) => {
  const tag = 'myapp:version1';
  expect(noteOfTag(tag, new Map([...others, [tag, current(one)]]))).toBe(note);
});
