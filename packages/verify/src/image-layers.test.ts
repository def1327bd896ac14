import { evaluateImagePlan, parseDockerfile } from '@kit/dockerfile';
import { expect, test } from 'vitest';
import { layersOf } from './image-layers.ts';

const base = [
  { text: 'ADD rootfs.tar /', created: 1, sizeBytes: 60 },
  { text: 'CMD ["python3"]', created: 1, sizeBytes: 0 },
];

const context = {
  entries: [{ path: 'a.py', kind: 'file' as const, size: 1, mode: 0o644 }],
};

test.each([
  ['nothing of its own', 'FROM python:3-alpine', [], []],
  [
    'an instruction each',
    'FROM python:3-alpine\nCOPY --chmod=644 a.py /app/\nEXPOSE 8000',
    ['COPY a.py /app/', 'EXPOSE map[8000/tcp:{}]'],
    ['COPY --chmod=644 a.py /app/', 'EXPOSE 8000'],
  ],
  [
    'also that of the stage below',
    'FROM python:3-alpine AS a\nUSER 1\nFROM busybox AS b\nUSER 2\nFROM a\nUSER 3',
    ['USER 1', 'USER 3'],
    ['USER 1', 'USER 3'],
  ],
])('%s', (_, dockerfile, texts, instructions) => {
  const plan = evaluateImagePlan(parseDockerfile(dockerfile), context);
  const own = texts.map((text) => ({ text, created: 2, sizeBytes: 3 }));
  expect(layersOf([...base, ...own], plan)).toEqual([
    { text: 'ADD rootfs.tar /', sizeBytes: 60, isOfBase: true },
    { text: 'CMD ["python3"]', sizeBytes: 0, isOfBase: true },
    ...texts.map((text, index) => ({
      text,
      instruction: instructions[index],
      sizeBytes: 3,
      isOfBase: false,
    })),
  ]);
});
