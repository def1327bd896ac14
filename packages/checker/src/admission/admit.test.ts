import { describe, expect, test } from 'vitest';
import { usualFiles } from '../verdicts/row.ts';
import { allButSpecial, inWhole, refusalsOf, rules, shortly } from './fixture.ts';
import type { AdmissionRules } from './rules.ts';

const from = 'FROM python:3-alpine\n';
const archive = 'BZh9, and what follows is not looked at';

/** Of each rule one Dockerfile, and the files around it. */
const examples: readonly (readonly [string, Readonly<Record<string, string>>?])[] = [
  [`${from}COPY secret .\n`, { secret: '-> /etc/shadow' }],
  [from, Object.fromEntries([['.dockerignore', '*.md\n'.repeat(1_001)]])],
  [from, { ['n'.repeat(256)]: '' }],
  [`# ${'-'.repeat(8_200)}\n${from}`],
  [`${from}${`# ${'-'.repeat(100)}\n`.repeat(700)}`],
  [`${from}${'ENV A=1\n'.repeat(200)}`],
  [`${from}${'COPY . .\n'.repeat(101)}`],
  [`${from}RUN printf '\u001b[2J'\n`],
  [`# syntax=evil.example/frontend:1\n${from}`],
  [`// syntax = evil.example/frontend:1\n${from}`],
  [`{ "syntax": "evil.example/frontend:1" }\n`],
  ['FROM learner-a\n'],
  ['ARG HOST=evil.example\nFROM ${HOST}/python:3\n'],
  ['FROM python:3-$TARGETARCH AS app\n'],
  [`${from}COPY --from=learner-a /app/solution.txt /x\n`],
  [`${from}ARG WHERE=https://example.org\nADD $WHERE/data.csv /data/\n`],
  [`${from}ADD course.dat /data/\n`, { 'course.dat': archive }],
  [`${from}ARG BUILDKIT_SYNTAX=evil.example/frontend\n`],
  [`${from}RUN --mount=type=cache,id=pip,target=/c pip list\n`],
  [`${from}RUN --mount=from=learner-a,target=/o cat /o/x\n`],
  [`${from}RUN --security=insecure id\n`],
  [`${from}ONBUILD RUN id\n`],
  [`${from}VOLUME /data\n`],
  [`${from}ARG P=org.testcontainers\nLABEL course=3 "$P.ryuk"=true\n`],
  [`${from}EXPOSE 8000 9000-9009\n`],
];

test('each refusal says where, what, why, and what to write instead', async () => {
  const told = examples.flatMap(([text, files]) =>
    refusalsOf(text, { ...usualFiles, ...files }).map(inWhole),
  );
  await expect(`${told.join('\n\n')}\n`).toMatchFileSnapshot('__snapshots__/refusals.txt');
});

test('a file that is too large is told of once, and several rules at once in the order of the file', () => {
  const volumes = `${from}VOLUME /a\nADD git@host:me/it.git /x\nLABEL org.docker-workshop-kit.owner=me\n`;
  expect(refusalsOf(volumes).map(shortly)).toEqual(['volume 2:1', 'remote-add 3:5', 'label 4:7']);
  const flood = refusalsOf(`${from}${'VOLUME /a\n'.repeat(30)}`);
  expect(flood.length).toBe(20);
  expect(flood.at(-1)?.message).toMatch(/ There are 10 more like it\.$/);
  expect(refusalsOf(`${from}${'VOLUME /a\n'.repeat(300)}`).map(shortly)).toEqual([
    'instruction-count 201:1',
  ]);
});

describe('what is no refusal', () => {
  test.each([
    ['a digest', `FROM docker.io/library/python@sha256:${'0'.repeat(64)}\n`],
    ['an account of one architecture', 'FROM arm64v8/python:3\n'],
    ['nothing to start from', 'FROM scratch\nCOPY . /\n'],
    [
      'a stage above',
      `${from.trim()} AS one\nFROM one AS two\nCOPY --from=0 /a /b\nCOPY --from=One /a /b\n`,
    ],
    ['the builder’s own frontend', `# syntax=docker/dockerfile:1.7\n${from}`],
    ['a # comment like a directive', `# hello\n# syntax=evil\n${from}`],
    ['a name that no image has', 'FROM Python:3\n'],
    ['a variable without a value', 'ARG B\nFROM ${B}\n'],
    ['a number of no stage', `${from}COPY --from=7 /a /b\n`],
    ['ADD of files', `${from}ADD requirements.txt *.py ./\n`],
    ['ADD of a folder with an archive in it', `${from}ADD . .\n`],
    ['ADD of all but what is in a folder', `${from}ADD * data/*.csv .\n`],
    ['a here-document', `${from}RUN <<EOF\nFROM evil\nEOF\n`],
    ['a form feed', `${from}\fRUN id\n`],
    ['an own label', `${from}LABEL org.testcontainersful=1 maintainer=me\n`],
    ['ten ports', `${from}EXPOSE 8000-8009\n`],
    ['a health check', `${from}HEALTHCHECK --interval=1ms CMD true\n`],
    ['a virtual environment', `${from}COPY . .\n`],
  ])('%s', (_what, text) => {
    const files = {
      ...usualFiles,
      'data/a.tar.gz': archive,
      '.venv/': '',
      '.venv/pyvenv.cfg': 'home = /usr/bin',
      '.venv/bin/python': '-> /usr/bin/python3',
      here: '-> ./data/../data',
    };
    expect(refusalsOf(text, files).map(shortly)).toEqual([]);
  });
});

test.each([
  '*',
  '*.t*',
  './a*',
  'a.t?z',
  'a.[st]gz',
  'a[.]tgz',
  'a.t\\gz',
  'data/../*z',
  'server.py a*',
])('an archive among what `ADD %s` means is refused, whatever else it means', (sources) => {
  const files = { ...usualFiles, 'a.tgz': archive, 'data/': '' };
  expect(refusalsOf(`${from}ADD ${sources} /x/\n`, files).map(shortly)).toMatchObject([
    expect.stringMatching(/^archive-add 2:/),
  ]);
});

test('links are followed as the system follows them', () => {
  const links = {
    'a/': '',
    dot: '-> .',
    up: '-> dot/../x',
    'a/b': '-> ../a/c',
    'a/c': '-> b',
    windows: '-> C:\\Users',
    ignored: '-> /etc',
    '.dockerignore': 'ignored\n',
  };
  expect(refusalsOf(`${from}COPY . .\n`, links).map(shortly)).toEqual([
    'link-outside up',
    'link-outside windows',
  ]);
});

describe('a workshop sets', () => {
  const { limits } = rules;
  const stage = `${from.trim()} AS one\n${from}`;
  test.each<[string, Partial<AdmissionRules>, string, readonly string[]]>([
    [
      'its bases',
      { bases: ['ghcr.io/course/base', 'alpine'] },
      'FROM ghcr.io/course/base:2\nFROM alpine\nFROM python\n',
      ['base-image 3:6'],
    ],
    [
      'its frontends',
      { frontends: ['course/frontend:1'] },
      `# syntax=course/frontend:1\n${from}`,
      [],
    ],
    [
      'its mounts',
      { mounts: ['cache', 'bind'] },
      `${stage}RUN --mount=type=cache,target=/c --mount=from=one,target=/o id\n`,
      [],
    ],
    [
      'mounts, and not of images',
      { mounts: ['bind'] },
      `${stage}RUN --mount=from=two,target=/o id\n`,
      ['copy-from 3:5'],
    ],
    [
      'its limits',
      { limits: { ...limits, instructions: 2, ports: 1 } },
      `${from}EXPOSE 1\nEXPOSE 2\n`,
      ['instruction-count 3:1'],
    ],
    [
      'rules that do not hold',
      { except: ['volume', 'onbuild'] },
      `${from}VOLUME /a\nONBUILD RUN id\n`,
      [],
    ],
    [
      'nothing but files',
      { except: allButSpecial },
      `# syntax=evil\nFROM learner-a\nVOLUME /a\nADD https://e.x/y /y\n`,
      [],
    ],
  ])('%s', (_what, changes, text, expected) => {
    expect(refusalsOf(text, usualFiles, changes).map(shortly)).toEqual(expected);
  });
});
