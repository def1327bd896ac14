import { expect, test } from 'vitest';
import type { Advice } from '../step.ts';
import { textAt } from '../source-text.ts';
import type { Row } from '../verdicts/row.ts';
import { textOf } from '../verdicts/row.ts';
import { witnessOf } from '../verdicts/witness.ts';
import { builderWarnings } from './builder-warnings.ts';
import { copyNotAdd } from './copy-not-add.ts';
import { healthCheck } from './health-check.ts';
import { ignoreFile } from './ignore-file.ts';
import { noPipCache } from './no-pip-cache.ts';
import { ownUser } from './own-user.ts';
import { requirementsFirst } from './requirements-first.ts';
import { secrets } from './secrets.ts';
import { tagOfBase } from './tag-of-base.ts';
import { workdirNotCd } from './workdir-not-cd.ts';

const base = tagOfBase('python:3-alpine', 'python:3.14-alpine');
const requirements = requirementsFirst('requirements.txt');
const health = healthCheck('wget -q 127.0.0.1 || exit 1');

interface Told {
  readonly message: string;
  readonly why: string;
  readonly help: string;
  readonly docs: string;
  readonly rule?: string;
  /** The text it points at; empty where it is about the whole file. */
  readonly at: string;
}

/** Whole: what is said of one thing. */
const cases: readonly (readonly [Advice, Row[1], Told, Row[2]?])[] = [
  [
    secrets,
    { top: '', expose: 'EXPOSE 8000\nENV PORT=1 DB_PASSWORD=hunter2' },
    {
      message: '`DB_PASSWORD` looks like a secret, and its value becomes part of the image.',
      why: 'What `ENV` sets is kept in the image’s configuration or history, where everybody who gets the image can read it.',
      help: 'Hand it over when the container starts, with `docker run -e`, or while building as a build secret.',
      docs: 'https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/',
      rule: 'BuildKit SecretsUsedInArgOrEnv',
      at: 'DB_PASSWORD',
    },
  ],
  [
    copyNotAdd,
    { copy: 'ADD . .' },
    {
      message: '`ADD` is used where `COPY` does.',
      why: '`ADD` also unpacks archives and fetches addresses, so a reader has to look twice at what arrives.',
      help: 'Write `COPY` instead of `ADD`.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3020',
      rule: 'hadolint DL3020',
      at: 'ADD',
    },
  ],
  [
    workdirNotCd,
    { run: 'RUN cd /usr/src/app && pip install -r requirements.txt' },
    {
      message: 'This `RUN` begins with `cd`.',
      why: 'The next instruction is back in the old folder. `WORKDIR` says once for all of them where they work.',
      help: 'Write a `WORKDIR` above it instead.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3003',
      rule: 'hadolint DL3003',
      at: 'cd /usr/src/app && pip install -r requirements.txt',
    },
  ],
  [
    requirements,
    { copy: 'COPY . .' },
    {
      message:
        'Each change of the code makes Docker install the packages again: on one machine 1.5 seconds for a rebuild of the sample app instead of 0.2.',
      why: 'Docker keeps the result of every instruction, until a file that one of them copies has changed; from there on it does all again. Line 3 copies code, and the packages are installed below it. Packages that have to be fetched first take longer still.',
      help: 'Copy `requirements.txt` alone, install, and copy the rest below.',
      docs: 'https://docs.docker.com/build/cache/optimize/#order-your-layers',
      at: 'RUN pip install -qr requirements.txt',
    },
  ],
  [
    noPipCache,
    {},
    {
      message: 'The packages that pip fetched stay in the image, packed and unpacked.',
      why: 'pip keeps a copy for the next time it installs them. In an image there is no next time, and the copy makes it larger.',
      help: 'Write `pip install --no-cache-dir`.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3042',
      rule: 'hadolint DL3042',
      at: 'pip install -qr requirements.txt',
    },
  ],
  [
    ignoreFile,
    { copy: 'COPY . .' },
    {
      message: 'This line also copies `.git`, `Dockerfile` and `README.md` into the image.',
      why: 'What a container does not need makes the image larger and each change of it a new build; and a file such as `.env` may hold what nobody should see.',
      help: 'Name them in a file `.dockerignore` beside the Dockerfile, a line each.',
      docs: 'https://docs.docker.com/build/concepts/context/#dockerignore-files',
      at: 'COPY . .',
    },
    { 'requirements.txt': '', 'server.py': '', 'README.md': '', '.git/': '', '.git/HEAD': '' },
  ],
  [
    base,
    { from: 'FROM python' },
    {
      message: '`python` is whatever version is the newest on the day of the build.',
      why: 'Without a tag Docker takes `latest`, and that tag moves on. The same Dockerfile can then make another image tomorrow.',
      help: 'Name a version: `FROM python:3-alpine`.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3006',
      rule: 'hadolint DL3006',
      at: 'python',
    },
  ],
  [
    base,
    {},
    {
      message: '`python:3-alpine` moves on to the next minor version when there is one.',
      why: 'The same Dockerfile can then make another image next year. In a project of your own, name the version you tried it with.',
      help: 'Name it more exactly, as in `FROM python:3.14-alpine`.',
      docs: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
      at: 'python:3-alpine',
    },
  ],
  [
    ownUser,
    {},
    {
      message: 'The app runs as `root` in its containers.',
      why: 'Who breaks into the app has all rights in the container then. A web server that listens above port 1023 needs none of them.',
      help: 'Add `USER nobody` above `CMD`.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3002',
      rule: 'hadolint DL3002',
      at: '',
    },
  ],
  [
    health,
    {},
    {
      message: 'Docker cannot tell whether the app answers.',
      why: 'It sees that the process runs. With a health check it asks now and then, and `docker ps` shows `healthy` or `unhealthy`.',
      help: 'Add `HEALTHCHECK CMD wget -q 127.0.0.1 || exit 1` above `CMD`.',
      docs: 'https://github.com/hadolint/hadolint/wiki/DL3057',
      rule: 'hadolint DL3057',
      at: '',
    },
  ],
];

for (const [{ name, advise }, source, told, files] of cases) {
  test(`${name}: ${told.message}`, () => {
    const witness = witnessOf(textOf(source), files);
    const { at, ...rest } = told;
    const [found, ...others] = advise(witness);
    expect(others).toEqual([]);
    const { range, ...diagnostic } = found ?? { range: undefined };
    expect(diagnostic).toEqual({ check: name, ...rest });
    expect(range === undefined ? '' : textAt(witness.dockerfile, range)).toBe(at);
  });
}

const quiet: readonly (readonly [Advice, readonly Row[1][], Row[2]?])[] = [
  [
    secrets,
    ['ENV API_TOKEN_URL=https://x', 'ENV PASSWORD_FILE=/run/secrets/x', 'ENV TOKENIZER=bpe']
      .concat('ENV SECRET=""', 'ARG TOKEN', 'ENV TOKEN=$TOKEN', 'ENV PUBLIC_KEY=abc')
      .concat('ENV PWD=/srv', 'ENV USE_TOKEN=true', 'ENV TOKEN=/run/secrets/token')
      .concat('RUN <<EOF\nENV TOKEN=abc\nEOF')
      .map((expose) => ({ expose })),
  ],
  [
    copyNotAdd,
    ['ADD app.tar.gz /', 'ADD https://example.com/a /', 'ADD git@github.com:a/b.git /b']
      .concat('ADD --checksum=sha256:0 a /', 'ADD <<EOF /a\nb\nEOF', 'COPY . .', 'ADD $FILES /')
      .map((copy) => ({ copy })),
  ],
  [
    workdirNotCd,
    ['RUN cd src && make', 'RUN cd /srv', 'RUN make', 'RUN <<EOF\ncd /srv\nmake\nEOF'].map(
      (run) => ({ run }),
    ),
  ],
  [
    requirements,
    [
      { copy: 'COPY requirements.txt .', run: 'RUN pip install -r requirements.txt\nCOPY . .' },
      {
        copy: 'COPY requirements.txt constraints.txt .',
        run: 'RUN pip install -r requirements.txt -c constraints.txt\nCOPY . .',
      },
      { run: '' },
    ],
  ],
  [
    noPipCache,
    [
      { run: 'RUN pip install --no-cache-dir -r requirements.txt' },
      { run: 'RUN --mount=type=cache,target=/root/.cache pip install -r requirements.txt' },
      { expose: 'ENV PIP_NO_CACHE_DIR=1' },
      { run: 'RUN apk add git' },
    ],
  ],
  [ignoreFile, [{}, { copy: 'COPY server.py .' }, { copy: 'COPY --from=other . .' }]],
  [ignoreFile, [{ copy: 'COPY . .' }], { '.dockerignore': '.git\n', '.git/': '' }],
  [
    base,
    ['FROM python:3.14-alpine', 'FROM scratch', `FROM python@sha256:${'a'.repeat(64)}`, ''].map(
      (from) => ({ from }),
    ),
  ],
  [ownUser, [{ cmd: 'USER nobody\nCMD ["a"]' }, { cmd: 'USER 1000:1000' }, { cmd: '' }, '']],
  [health, [{ expose: 'HEALTHCHECK NONE' }, { expose: 'HEALTHCHECK CMD true' }, { cmd: '' }, '']],
  [builderWarnings, [{}]],
];

for (const [{ name, advise }, sources, files] of quiet) {
  test.each(sources)(`${name}: nothing to say of %j`, (source) => {
    expect(advise(witnessOf(textOf(source), files))).toEqual([]);
  });
}

// BuildKit's rules: what each says here, why it matters, and the one change.
test.each([
  [
    'run true',
    'ConsistentInstructionCasing',
    'Docker reads both. People find an instruction faster where all are written alike.',
    'Write all instructions in upper case.',
  ],
  [
    'CMD python3 server.py',
    'JSONArgsRecommended',
    'In shell form a shell is the container’s first process, and it does not hand on the signal of `docker stop`: the app is killed ten seconds later.',
    'Write `CMD ["python3", "server.py"]`.',
  ],
  [
    'ENTRYPOINT python3 $APP',
    'JSONArgsRecommended',
    'In shell form a shell is the container’s first process, and it does not hand on the signal of `docker stop`: the app is killed ten seconds later.',
    'Write the words as a list in double quotes: `["program", "argument"]`.',
  ],
  [
    'CMD ["a"]\nCMD ["b"]',
    'MultipleInstructionsDisallowed',
    'Only the last one of its kind counts; this one does nothing.',
    'Remove this line.',
  ],
  [
    'ENV A b',
    'LegacyKeyValueFormat',
    'With a space everything up to the end of the line is the value; with `=` a line can hold several.',
    'Write `=` between name and value.',
  ],
  [
    'MAINTAINER me',
    'MaintainerDeprecated',
    'Labels have taken its place: `docker inspect` shows them, and there can be more than one.',
    'Write `LABEL org.opencontainers.image.authors="…"`.',
  ],
  [
    'EXPOSE 8000/TCP',
    'ExposeProtoCasing',
    'Docker writes it in lower case into the image.',
    'Write it in lower case.',
  ],
  [
    'EXPOSE 80:8000',
    'ExposeInvalidFormat',
    'Which port of the machine is used is said when a container starts, with `docker run -p`.',
    'Write the container’s port alone.',
  ],
  [
    'RUN true \\\n\n  && true',
    'NoEmptyContinuation',
    'Docker still passes over it, and says that it will refuse it one day.',
    'Remove the blank line.',
  ],
  [
    'FROM scratch AS Two',
    'StageNameCasing',
    'Docker compares the names of stages in lower case.',
    'Write the name of the stage in lower case.',
  ],
  [
    'FROM scratch as two',
    'FromAsCasing',
    '`FROM … AS …` is one instruction.',
    'Write both in upper case.',
  ],
  [
    'FROM scratch AS context',
    'ReservedStageName',
    'Where it is used nobody can tell which is meant.',
    'Give the stage another name.',
  ],
  [
    'FROM scratch AS one',
    'DuplicateStageName',
    'A name should lead to one stage, whoever reads the file.',
    'Give one of them another name.',
  ],
  [
    'FROM scratch\nWORKDIR /$none',
    'UndefinedVar',
    'A variable that is not set becomes nothing.',
    'Set it above with `ENV` or `ARG`, or write its value.',
  ],
  [
    'FROM --platform=linux/amd64 scratch',
    'FromPlatformFlagConstDisallowed',
    'The image is the same then on every machine, and slow on those that have to imitate that one.',
    'Remove `--platform`; with `docker build --platform` it is said when it is built.',
  ],
  [
    'FROM --platform=$TARGETPLATFORM scratch',
    'RedundantTargetPlatform',
    'The platform that is built for is what `FROM` starts from anyhow.',
    'Remove `--platform`.',
  ],
  [
    'WORKDIR src',
    'WorkdirRelativePath',
    'It is added to the working directory before it, and the base image’s can change.',
    'Write the folder from the root, beginning with `/`.',
  ],
  [
    'COPY notes.md .',
    'CopyIgnoredFile',
    'What `.dockerignore` names is not handed to the builder.',
    'Remove the file from this line, or from `.dockerignore`.',
  ],
])('%j: %s', (lines, rule, why, help) => {
  const text = `FROM python:3.14 AS one\n${lines}\n`;
  const files = { 'notes.md': '', '.dockerignore': '*.md' };
  const found = builderWarnings.advise(witnessOf(text, files));
  expect(found).toMatchObject([{ check: 'builder-warnings', rule: `BuildKit ${rule}`, why, help }]);
  const page = found[0]?.docs?.split('/').at(-2)?.replaceAll('-', '');
  expect(page).toBe(rule.toLowerCase());
  expect(found[0]?.message).toMatch(/^\p{Lu}|^`/u);
});
