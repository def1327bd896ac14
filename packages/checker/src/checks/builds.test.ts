import { parseDockerfile } from '@kit/dockerfile';
import { expect, test } from 'vitest';
import type { BuildEvidence } from '../evidence.ts';
import type { Witness } from '../step.ts';
import { builds } from './builds.ts';

const text = [
  'FROM python:3-alpine',
  'WORKDIR /usr/src/app',
  'COPY ./requirements.txt .',
  'RUN pip install \\',
  '    -qr requirements.txt',
  '',
].join('\n');

function judge(build?: BuildEvidence) {
  const dockerfile = parseDockerfile(text);
  return builds().judge({ dockerfile, evidence: build ? { build } : {} } as Witness);
}

const failed = (parts: Partial<Extract<BuildEvidence, { kind: 'failed' }>>): BuildEvidence => ({
  kind: 'failed',
  message:
    'process "/bin/sh -c pip install -qr requirements.txt" did not complete successfully: exit code: 1',
  log: [],
  ...parts,
});

test('an image that was built holds', () => {
  expect(judge({ kind: 'built', imageId: 'sha256:a', config: {} })).toEqual({ kind: 'holds' });
  expect(judge({ kind: 'built', imageId: 'sha256:a', config: {}, before: 'none' })).toEqual({
    kind: 'holds',
    note: 'Built here only to judge it, and removed again. Do it yourself: `docker build .`',
  });
});

test('tells nothing where nothing was built', () => {
  expect(judge()).toEqual({ kind: 'unknown', reason: 'The image was not built.' });
});

test('names the instruction, its exit code and its last lines', () => {
  const log = ['one', '', 'two', '\u001B[31mthree\u001B[0m', 'four', 'five'];
  expect(judge(failed({ line: 5, exitCode: 3, log }))).toEqual({
    kind: 'broken',
    diagnostics: [
      {
        check: 'builds',
        message: 'The `RUN` of line 4 ended with exit code 3.',
        why: 'A command that ends with another code than 0 has failed. The builder stops there, and there is no image. The last lines of the build:\n  two\n  three\n  four\n  five',
        help: 'Correct what the lines above complain of, and build again.',
        docs: 'https://docs.docker.com/reference/dockerfile/#run',
        range: { start: { line: 4, column: 1 }, end: { line: 5, column: 25 } },
      },
    ],
  });
});

const causes: readonly (readonly [
  string,
  Partial<Extract<BuildEvidence, { kind: 'failed' }>>,
  message: string,
  why: string,
  help: string,
])[] = [
  [
    'a package that does not exist',
    {
      line: 4,
      exitCode: 1,
      log: [
        'ERROR: Could not find a version that satisfies the requirement flsk (from versions: none)',
        'ERROR: No matching distribution found for flsk',
      ],
    },
    'pip found nothing that fits `flsk`.',
    'Every line of the requirements file is a package of the Python index, with a version that exists there.',
    'Correct `flsk` in `requirements.txt`.',
  ],
  [
    'a line that is no requirement',
    {
      line: 4,
      exitCode: 1,
      log: [
        "ERROR: Invalid requirement: 'flask~~3.1': Expected end or semicolon (after name and no valid version specifier)",
        '    flask~~3.1',
        '         ^ (from line 1 of requirements.txt)',
      ],
    },
    'pip cannot read `flask~~3.1` in the requirements file.',
    'Each line is the name of a package, and behind it which versions will do: `==` for one, `~=` for that one and later ones like it.',
    'Correct `flask~~3.1`, as in `flask~=3.1`.',
  ],
  [
    'the installer of another system',
    { line: 4, exitCode: 127, log: ['/bin/sh: apt-get: not found'] },
    'The image has no program named `apt-get`.',
    'Each Linux system installs programs in its own way: Alpine with `apk`, Debian and Ubuntu with `apt-get`. The base image decides which one is there.',
    'Remove this line: the app needs nothing that it would install.',
  ],
  [
    'the list of packages is not in the image',
    {
      line: 4,
      exitCode: 1,
      log: [
        "ERROR: Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'",
      ],
    },
    'pip did not find the file `requirements.txt` in the image.',
    'pip reads the list of packages from a file in the image, in the folder where the command runs.',
    'Copy the file before this line: `COPY ./requirements.txt .`.',
  ],
  [
    'no network',
    {
      line: 4,
      exitCode: 1,
      log: [
        'WARNING: Retrying after connection broken by NewConnectionError: [Errno -3] Temporary failure in name resolution',
        'ERROR: No matching distribution found for Flask',
      ],
    },
    'The build could not reach the network.',
    'This step gets something from the Internet, and no connection came about.',
    'Check the connection (and proxy) of this machine, and build again.',
  ],
  [
    'a file that is not in the context, as BuildKit says it',
    {
      line: 3,
      message:
        'failed to compute cache key: failed to calculate checksum of ref abc::def: "/requirements.txt": not found',
    },
    'The builder did not find `requirements.txt` in the build context.',
    '`COPY` takes files from the folder that is handed to `docker build`, without what `.dockerignore` names.',
    'Correct the name `requirements.txt`, or put the file into the folder.',
  ],
  [
    'a file that is not in the context, as the classic builder says it',
    {
      line: 3,
      message:
        'COPY failed: file not found in build context or excluded by .dockerignore: stat requirements.txt: file does not exist',
    },
    'The builder did not find `requirements.txt` in the build context.',
    '`COPY` takes files from the folder that is handed to `docker build`, without what `.dockerignore` names.',
    'Correct the name `requirements.txt`, or put the file into the folder.',
  ],
  [
    'a program that is not there, in shell form',
    { line: 4, exitCode: 127, log: ['/bin/sh: pyp: not found'] },
    'The image has no program named `pyp`.',
    '`RUN` can start only what is in the image so far: what the base image brings and what earlier lines installed.',
    'Correct the name `pyp`, or install the program on an earlier line.',
  ],
  [
    'a program that is not there, as bash says it',
    { line: 4, exitCode: 127, log: ['/bin/bash: line 1: pyp: command not found'] },
    'The image has no program named `pyp`.',
    '`RUN` can start only what is in the image so far: what the base image brings and what earlier lines installed.',
    'Correct the name `pyp`, or install the program on an earlier line.',
  ],
  [
    'a program that is not there, in exec form',
    {
      line: 4,
      message:
        'runc run failed: unable to start container process: exec: "pyp": executable file not found in $PATH',
    },
    'The image has no program named `pyp`.',
    '`RUN` can start only what is in the image so far: what the base image brings and what earlier lines installed.',
    'Correct the name `pyp`, or install the program on an earlier line.',
  ],
  [
    'a base image that cannot be had',
    {
      line: 1,
      message:
        'failed to resolve source metadata for docker.io/library/python:3-alpin: docker.io/library/python:3-alpin: not found',
    },
    'The base image `docker.io/library/python:3-alpin` could not be fetched.',
    'No registry that was asked has an image with this name and tag, or it could not be reached.',
    'Check the name and the tag after `FROM`.',
  ],
  [
    'one of a registry that is named by its port',
    { line: 1, message: 'manifest for 127.0.0.1:5000/python:no not found: manifest unknown' },
    'The base image `127.0.0.1:5000/python:no` could not be fetched.',
    'No registry that was asked has an image with this name and tag, or it could not be reached.',
    'Check the name and the tag after `FROM`.',
  ],
  [
    'a full disk',
    { line: 4, exitCode: 1, log: ['OSError: [Errno 28] No space left on device'] },
    'The disk of the engine is full.',
    'The builder could not write the files of this step.',
    'Free some space, for example with `docker system prune`, and build again.',
  ],
  [
    'killed',
    { line: 4, exitCode: 137 },
    'The `RUN` of line 4 ended with exit code 137.',
    'Exit code 137 means that the command was killed, most often because memory ran out.',
    'It said nothing before it ended. Correct this instruction, and build again.',
  ],
  [
    'words nobody foresaw, and no line',
    { message: 'frontend grpc server closed unexpectedly' },
    'The build failed: frontend grpc server closed unexpectedly.',
    'The builder stops at the first instruction that fails; there is no image then.',
    'Build it yourself with `docker build .` and look at the first error it shows.',
  ],
];

test.each(causes)('%s', (_name, parts, message, why, help) => {
  const verdict = judge(failed(parts));
  const [found] = verdict.kind === 'broken' ? verdict.diagnostics : [];
  expect(found).toMatchObject({ message, help });
  expect(found?.why.split(' The last lines of the build:')[0]).toBe(why);
  expect(found?.docs).toMatch(/^https:/);
});
