import { parseDockerfile } from '@kit/dockerfile';
import { expect, test } from 'vitest';
import type { Witness } from '../step.ts';
import type { DockerfileSource } from '../submission.ts';
import { usualFiles } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
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

// The problem, why it matters, and the one change; the reason is the reader's.
test.each([
  [
    'directory',
    '`docker build` reads how to make the image from a text file with this name.',
    'Rename or remove the folder, and create a text file named `Dockerfile`.',
  ],
  [
    'link-outside',
    '`docker build` sees only what is in the folder it is given, so a link that leads out of it leads nowhere.',
    'Replace the link by a copy of the file it leads to.',
  ],
  [
    'broken-link',
    'Docker follows the link and finds nothing to read.',
    'Replace the link by a text file named `Dockerfile`.',
  ],
  [
    'special-file',
    'Reading it may wait for ever; `docker build` needs a text file.',
    'Remove it, and create a text file named `Dockerfile`.',
  ],
  [
    'unreadable',
    '`docker build` reads the file as you, and is refused like you.',
    'Let yourself read it: `chmod u+r Dockerfile`.',
  ],
  [
    'binary',
    'Docker reads a Dockerfile as lines of UTF-8 text.',
    'Open it in a plain text editor, and save it as text in UTF-8.',
  ],
  [
    'too-large',
    'A Dockerfile is a short list of instructions; seven lines do for this app. A file as large as this one was meant to be something else.',
    'Put only the instructions in `Dockerfile`.',
  ],
] as const)('unusable: %s', (problem, why, help) => {
  const verdict = judge({ kind: 'unusable', name: 'Dockerfile', problem, reason: 'So it is.' });
  const message = '`Dockerfile` cannot be read as a Dockerfile. So it is.';
  expect(verdict).toMatchObject({ kind: 'broken', diagnostics: [{ message, why, help }] });
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

const terminal = [
  'This line is a command for your terminal, and no instruction.',
  'A Dockerfile holds what `docker build` does to make the image; commands such as `docker build` itself are typed in a terminal.',
  'Remove this line from the Dockerfile.',
] as const;
const markdown = [
  'This line is a mark of Markdown, and no instruction.',
  'Web pages and chats put three backticks above and below a piece of code. They are not part of it.',
  'Remove this line.',
] as const;

test.each<readonly [string, Told]>([
  ['docker build -t myapp .', [...terminal, 'docker build -t myapp .']],
  ['$ docker build .', [...terminal, '$ docker build .']],
  ['nano Dockerfile', [...terminal, 'nano Dockerfile']],
  ['```', [...markdown, '```']],
  ['```dockerfile', [...markdown, '```dockerfile']],
  [
    '- EXPOSE 8000',
    [
      '`-` stands before `EXPOSE`.',
      'The first word of a line is its instruction. Marks and numbers of a list are not part of it.',
      'Remove `-` from the beginning of the line.',
      '-',
    ],
  ],
  [
    'HELLO world',
    [
      'There is no instruction `HELLO`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Remove this line; if it is a command, put `RUN` before it.',
      'HELLO',
    ],
  ],
  [
    '// start it',
    [
      '`//` begins no comment in a Dockerfile.',
      'Each language marks comments in its own way. In a Dockerfile a comment is a line that starts with `#`; Docker takes this one for an instruction.',
      'Write `#` instead of `//`.',
      '//',
    ],
  ],
  [
    '<<<<<<< HEAD',
    [
      'This line is a mark of Git, and no instruction.',
      'Where two changes meet, Git writes both into the file, with such marks around them, and leaves it to you to choose.',
      'Remove this line.',
      '<<<<<<< HEAD',
    ],
  ],
  [
    'ONBUILD FROM alpine',
    [
      '`ONBUILD` cannot store `FROM`.',
      '`ONBUILD` stores an instruction for a later image, which has its own `FROM` by then.',
      'Correct or remove this line.',
      'FROM',
      'hadolint DL3043',
    ],
  ],
])('a line that is no instruction: %s', (line, told) => {
  expect(toldBy(hasDockerfile(), { cmd: `${line}\nCMD ["python3", "./server.py"]` })).toEqual(told);
});

// Instructions that no step asks for: why they are refused, and how they read.
test.each([
  [
    'ARG',
    'ARG',
    '`ARG` names a variable that is there while the image is built.',
    'ARG NAME=value',
  ],
  [
    'ENV A',
    'A',
    '`ENV` sets a variable for the instructions below it, and for the container.',
    'ENV NAME=value',
  ],
  ['LABEL a', 'a', 'A label is a note on the image: a name, `=` and a text.', 'LABEL name="text"'],
  [
    'USER',
    'USER',
    '`USER` says who carries out what stands below it, and who runs the app.',
    'USER nobody',
  ],
  ['VOLUME', 'VOLUME', 'A volume is a folder whose files outlive the container.', 'VOLUME /data'],
  [
    'SHELL bash',
    'bash',
    '`SHELL` says, word by word, which program reads `RUN`, `CMD` and `ENTRYPOINT`.',
    'SHELL ["/bin/sh", "-c"]',
  ],
  [
    'STOPSIGNAL SIGNONE',
    'SIGNONE',
    '`docker stop` sends this signal to the app.',
    'STOPSIGNAL SIGTERM',
  ],
  [
    'HEALTHCHECK true',
    'true',
    'Docker runs a command now and then, and its exit code says whether the app is well.',
    'HEALTHCHECK CMD command',
  ],
])('%s', (line, marked, why, pattern) => {
  const [, ...told] = toldBy(hasDockerfile(), { cmd: `${line}\nCMD ["python3", "./server.py"]` });
  const help = `Write it as in \`${pattern}\`, or remove the line.`;
  expect(told).toEqual([why, help, marked]);
});

test.each<readonly [string, Told]>([
  [
    '# escape=x',
    [
      'The escape character must be `\\` or a backtick, not `x`.',
      'Above the first instruction a line such as `# escape=` is no comment but a directive: Docker obeys it.',
      'Remove this line: without it the escape character is the backslash.',
      '# escape=x',
    ],
  ],
  [
    '# check=error=true',
    [
      '`# check=error=true` makes an error of what is found: JSONArgsRecommended.',
      'Above the first instruction a line such as `# escape=` is no comment but a directive: Docker obeys it.',
      'Mend what is named, or remove `error=true`.',
      '# check=error=true',
    ],
  ],
  [
    '# check=nonsense',
    [
      '`nonsense` is no list of build check options: `nonsense` has no `=`.',
      'Above the first instruction a line such as `# escape=` is no comment but a directive: Docker obeys it.',
      'Remove this line.',
      '# check=nonsense',
    ],
  ],
])('a directive: %s', (top, told) => {
  expect(toldBy(hasDockerfile(), { top, cmd: 'CMD python3 server.py' })).toEqual(told);
});

test('an ignore file that cannot be followed is told without a place in the Dockerfile', () => {
  const files = { ...usualFiles, '.dockerignore': '*.md\n[' };
  expect(toldBy(hasDockerfile(), {}, files)).toEqual([
    '`.dockerignore` cannot be followed: its line 2, `[`, is no pattern.',
    'Docker reads it before anything else, and stops where it cannot.',
    'Correct or remove that line.',
    '',
  ]);
});

test('of very many errors the first hundred are told', () => {
  const verdict = hasDockerfile().judge(witnessOf(`FROM scratch\n${'HELLO\n'.repeat(1_000)}`));
  expect(verdict.kind === 'broken' && verdict.diagnostics.length).toBe(100);
});
