import { expect, test } from 'vitest';
import { firstDifference } from './image-history.ts';

const base = ['ADD rootfs.tar /', 'ENV PYTHON_VERSION=3.13', 'CMD ["python3"]'];
const own = ['WORKDIR /app', 'COPY . .', 'EXPOSE 8000', 'RUN pip install', 'CMD ["./server.py"]'];
const sum = (letter: string) => `COPY file:${letter.repeat(64)} in .`;

function history(texts: readonly string[], made = 100, of: readonly string[] = base) {
  return [
    ...of.map((text) => ({ text, created: 1 })),
    ...texts.map((text, index) => ({ text, created: made + index })),
  ];
}

test.each([
  ['the same, built at another time', own, undefined],
  ['another line', own.with(2, 'EXPOSE 80'), { kind: 'changed', at: 2, was: 'EXPOSE 80' }],
  ['a line that is new', own.toSpliced(2, 1), { kind: 'added', at: 2 }],
  ['a last line that is new', own.slice(0, -1), { kind: 'added', at: 4 }],
  ['a line that is gone', own.toSpliced(2, 0, 'USER 1'), { kind: 'removed', was: 'USER 1' }],
  ['a last line that is gone', [...own, 'USER 1'], { kind: 'removed', was: 'USER 1' }],
  [
    'lines in another order',
    own.with(2, 'RUN pip install').with(3, 'EXPOSE 8000'),
    { kind: 'changed', at: 2, was: 'RUN pip install' },
  ],
  ['the base image', [], { kind: 'base-itself' }],
  ['of another app', ['WORKDIR /srv', 'RUN npm ci'], { kind: 'stranger' }],
])('%s', (_, texts, expected) => {
  expect(firstDifference(history(texts), history(own, 500), own.length)).toEqual(expected);
});

test('the classic builder’s checksum of what was copied', () => {
  const [before, now] = [own.with(1, sum('a')), own.with(1, sum('b'))];
  expect(firstDifference(history(before), history(now), own.length)).toEqual({
    kind: 'content',
    at: 1,
  });
});

test('another base image, with the same instructions or most of them', () => {
  const newer = history(own, 100, base.with(1, 'ENV PYTHON_VERSION=3.12'));
  expect(firstDifference(newer, history(own), own.length)).toEqual({ kind: 'base' });
  const rebuilt = history(own).map(({ text, created }) => ({ text, created: created + 1 }));
  expect(firstDifference(rebuilt, history(own), own.length)).toEqual({ kind: 'base' });
  const stranger = history(['RUN npm ci', 'EXPOSE 8000'], 100, ['ADD other.tar /']);
  expect(firstDifference(stranger, history(own), own.length)).toEqual({ kind: 'stranger' });
});
