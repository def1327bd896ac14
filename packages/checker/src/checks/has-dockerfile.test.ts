import { parseDockerfile } from '@kit/dockerfile';
import { expect, test } from 'vitest';
import type { Witness } from '../step.ts';
import type { DockerfileSource } from '../submission.ts';
import { witnessOf } from '../verdicts/witness.ts';
import { hasDockerfile } from './has-dockerfile.ts';

const judge = (dockerfile: DockerfileSource) =>
  hasDockerfile().judge({
    submission: { dockerfile },
    dockerfile: parseDockerfile(''),
    plan: { stages: [], errors: [], warnings: [] },
  } as unknown as Witness);

const missing: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    [],
    [
      'This folder has no file named `Dockerfile`.',
      '`docker build` reads how to make the image from a text file with exactly this name.',
      'Create a text file named `Dockerfile`, without an extension, beside the app.',
    ],
  ],
  [
    ['dockerfile'],
    [
      'This folder has no file named `Dockerfile`; there is `dockerfile`.',
      'Linux tells upper from lower case. Some builders also try `dockerfile`, others do not; `Dockerfile`, with a capital D, works with all of them.',
      'Rename `dockerfile` to `Dockerfile`.',
    ],
  ],
  [
    ['Dockerfile.txt', 'Dockefile'],
    [
      'This folder has no file named `Dockerfile`; there is `Dockerfile.txt` and `Dockefile`.',
      '`docker build` looks for a file with exactly this name: a capital D, no extension. Some editors add an extension and some systems hide it.',
      'Rename one of `Dockerfile.txt` or `Dockefile` to `Dockerfile`.',
    ],
  ],
  [
    ['src/Dockerfile'],
    [
      'This folder has no `Dockerfile`; there is one further down, `src/Dockerfile`.',
      '`docker build .` looks for the Dockerfile in the folder it is given, and copies only from there.',
      'Move `src/Dockerfile` up into this folder.',
    ],
  ],
];

test.each(missing)('missing; similar: %j', (similar, told) => {
  const verdict = judge({ kind: 'missing', similar });
  const diagnostics = verdict.kind === 'broken' ? verdict.diagnostics : [];
  expect(diagnostics.map(({ message, why, help }) => [message, why, help])).toEqual([told]);
});

test('a whole diagnostic of an unusable one', () => {
  const reason = 'It is saved as UTF-16 ("Unicode").';
  expect(judge({ kind: 'unusable', name: 'Dockerfile', problem: 'utf-16', reason })).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'has-dockerfile',
        message: '`Dockerfile` cannot be read as a Dockerfile. It is saved as UTF-16 ("Unicode").',
        why: 'Docker reads a Dockerfile as UTF-8. In UTF-16 every letter takes two bytes, and Docker finds no instruction it knows.',
        help: 'Save it again with the encoding UTF-8.',
        docs: 'https://docs.docker.com/build/concepts/dockerfile/',
      },
    ],
  });
});

test('a beginning without instructions holds', () => {
  expect(judge({ kind: 'text', name: 'Dockerfile', text: '' })).toEqual({ kind: 'holds' });
});

test('takes up the errors that no other check does, once each', () => {
  const verdict = hasDockerfile().judge(
    witnessOf('FROM python:3\nHELLO world\nLABEL\nEXPOSE web\nWORKDRI /app\n'),
  );
  const diagnostics = verdict.kind === 'broken' ? verdict.diagnostics : [];
  expect(diagnostics.map(({ range }) => range?.start.line)).toEqual([2, 3]);
});
