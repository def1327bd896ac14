import type { PlanCase } from './plan-case.ts';

export const stages: readonly PlanCase[] = [
  {
    name: 'the last one is the image',
    dockerfile: ['FROM scratch AS one', 'LABEL a=1', 'FROM scratch', 'LABEL b=2'],
    expected: {
      config: { Labels: { b: '2' } },
    },
  },
  {
    name: 'names in any case',
    dockerfile: ['FROM scratch AS One', 'LABEL a=1', 'FROM ONE', 'LABEL b=2'],
    expected: { error: '3: `ONE` cannot be the name of an image' },
  },
  {
    name: 'a stage hides an image of that name',
    dockerfile: ['FROM scratch AS python', 'LABEL a=1', 'FROM python'],
    expected: {
      config: { Labels: { a: '1' } },
    },
  },
  {
    name: 'a stage that nothing needs is not built',
    dockerfile: ['FROM scratch AS broken', 'COPY nowhere /x', 'FROM scratch', 'LABEL a=1'],
    expected: {
      config: { Labels: { a: '1' } },
    },
  },
  {
    name: 'three generations',
    dockerfile: [
      'FROM scratch AS one',
      'WORKDIR /a',
      'FROM one AS two',
      'WORKDIR b',
      'FROM two',
      'COPY server.py .',
    ],
    expected: {
      config: { WorkingDir: '/a/b' },
      files: {
        '/a': 'directory',
        '/a/b': 'directory',
        '/a/b/server.py': 'context:server.py',
      },
    },
  },
  {
    name: 'FROM with a variable',
    dockerfile: ['ARG base=scratch', 'FROM ${base} AS one', 'LABEL a=1', 'FROM ${none:-one}'],
    expected: {
      config: { Labels: { a: '1' } },
    },
  },
  {
    name: 'of two stages of one name the later is meant',
    dockerfile: ['FROM scratch AS a', 'LABEL n=1', 'FROM scratch AS a', 'LABEL n=2', 'FROM a'],
    expected: {
      config: { Labels: { n: '2' } },
    },
  },
];
