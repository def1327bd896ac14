import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { worksIn } from './works-in.ts';

const check = worksIn('/usr/src/app');

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'none',
    { workdir: '' },
    [
      'The image sets no working directory: its containers start in `/`.',
      '`WORKDIR` makes the folder and goes there. Every `COPY`, `RUN` and `CMD` after it works from there.',
      'Add the line `WORKDIR /usr/src/app` below `FROM`.',
      '',
    ],
  ],
  [
    'a comment',
    { workdir: '# WORKDIR /usr/src/app' },
    [
      'Line 2 is a comment: `# WORKDIR /usr/src/app`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `WORKDIR /usr/src/app`.',
      '# WORKDIR /usr/src/app',
    ],
  ],
  [
    'RUN cd',
    { workdir: 'RUN mkdir -p /usr/src/app && cd /usr/src/app' },
    [
      '`RUN cd` does not change the working directory of the image.',
      'Each `RUN` starts a shell of its own. When it ends, the folder it went to is forgotten; only `WORKDIR` is kept.',
      'Write `WORKDIR /usr/src/app` instead.',
      'RUN mkdir -p /usr/src/app && cd /usr/src/app',
      'hadolint DL3003',
    ],
  ],
  [
    'misspelt',
    { workdir: 'WORKDRI /usr/src/app' },
    [
      'Docker has no instruction `WORKDRI`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `WORKDIR` instead of `WORKDRI`.',
      'WORKDRI',
    ],
  ],
  [
    'no path',
    { workdir: 'WORKDIR' },
    [
      '`WORKDIR` needs a path after it.',
      'What stands after `WORKDIR` is the folder that Docker makes and goes to.',
      'Write `WORKDIR /usr/src/app`.',
      'WORKDIR',
    ],
  ],
  [
    'another folder',
    { workdir: 'WORKDIR /app' },
    [
      'The working directory of the image is `/app`.',
      'Containers start in this folder, and the steps of this workshop keep the app in `/usr/src/app`.',
      'Write `WORKDIR /usr/src/app`.',
      '/app',
    ],
  ],
  [
    'upper case',
    { workdir: 'WORKDIR /usr/src/App' },
    [
      'The working directory of the image is `/usr/src/App`.',
      'A container runs Linux, and there upper and lower case letters make different names.',
      'Write `WORKDIR /usr/src/app`.',
      '/usr/src/App',
    ],
  ],
  [
    'a comment on the line',
    { workdir: 'WORKDIR /usr/src/app # here' },
    [
      'The working directory of the image is `/usr/src/app # here`.',
      'A `#` starts a comment only at the beginning of a line. Here it is part of the name of the folder.',
      'Write `WORKDIR /usr/src/app` and put the comment on a line of its own.',
      '/usr/src/app # here',
    ],
  ],
  [
    'the home folder',
    { workdir: 'WORKDIR ~/app' },
    [
      'The working directory of the image is `/~/app`.',
      '`~` means the home folder to a shell. No shell reads `WORKDIR`, so Docker makes a folder with that name.',
      'Write `WORKDIR /usr/src/app`.',
      '~/app',
    ],
  ],
  [
    'a variable nobody sets',
    { workdir: 'WORKDIR $HOME/app' },
    [
      'The working directory of the image is `/app`.',
      '`$HOME` is not set on this line, and a variable that is not set becomes nothing.',
      'Write its value: `WORKDIR /usr/src/app`.',
      '$HOME/app',
      'BuildKit UndefinedVar',
    ],
  ],
  [
    'an argument of before FROM',
    { top: 'ARG DIR=/usr/src/app', workdir: 'WORKDIR $DIR' },
    [
      'The working directory of the image is `/`.',
      'An `ARG` before the first `FROM` counts only for `FROM` lines; below it `$DIR` is not set, and becomes nothing.',
      'Declare it again below `FROM`, with a line `ARG DIR`.',
      '$DIR',
      'BuildKit UndefinedVar',
    ],
  ],
  [
    'another value',
    { workdir: 'ENV DIR=/app\nWORKDIR $DIR' },
    [
      'The working directory of the image is `/app`.',
      'Docker puts in the value that each variable has on this line, so `$DIR` becomes `/app`.',
      'Write `WORKDIR /usr/src/app`.',
      '$DIR',
    ],
  ],
  [
    'a character that cannot be seen',
    { workdir: 'WORKDIR /usr/src/app\u200b' },
    [
      'The working directory of the image is `/usr/src/app\ufffd`.',
      'Where `\ufffd` stands is a character that cannot be seen, as text copied from a web page may hold. It is part of the name of the folder.',
      'Type the line anew: `WORKDIR /usr/src/app`.',
      '/usr/src/app\u200b',
    ],
  ],
  [
    'a value that only a build knows',
    { workdir: 'WORKDIR /usr/src/$PYTHON_VERSION' },
    [
      'The working directory of the image is `/usr/src/$PYTHON_VERSION`.',
      'A variable in `/usr/src/$PYTHON_VERSION` has its value from the base image, so this line does not say which folder it is.',
      'Write `WORKDIR /usr/src/app`.',
      '/usr/src/$PYTHON_VERSION',
    ],
  ],
  [
    'one more relative folder',
    { workdir: 'WORKDIR /usr/src/app\nWORKDIR server' },
    [
      'The working directory of the image is `/usr/src/app/server`.',
      '`server` does not start with `/`, so Docker adds it to the working directory before it, `/usr/src/app`.',
      'Write `WORKDIR /usr/src/app`.',
      'server',
      'hadolint DL3000',
    ],
  ],
  [
    'a later one',
    { workdir: 'WORKDIR /usr/src/app\nWORKDIR /tmp' },
    [
      'The working directory of the image is `/tmp`.',
      'The last `WORKDIR` decides where containers start; this one replaces the one above.',
      'Remove this line.',
      '/tmp',
    ],
  ],
  [
    'backslashes',
    { workdir: 'WORKDIR \\usr\\src\\app' },
    [
      'The working directory of the image is `/usrsrcapp`.',
      'A backslash only marks the character after it, and is dropped. In an image, folders are separated by `/`.',
      'Write `WORKDIR /usr/src/app`.',
      '\\usr\\src\\app',
    ],
  ],
  [
    'stored by ONBUILD',
    { workdir: 'ONBUILD WORKDIR /usr/src/app' },
    [
      '`ONBUILD WORKDIR /usr/src/app` does nothing to this image.',
      '`ONBUILD` only stores an instruction; it is carried out later, when another image is built `FROM` this one.',
      'Remove `ONBUILD`, so that the line reads `WORKDIR /usr/src/app`.',
      'ONBUILD WORKDIR /usr/src/app',
    ],
  ],
  [
    'in another stage',
    { from: 'FROM python:3-alpine AS a\nWORKDIR /usr/src/app\nFROM python:3-alpine', workdir: '' },
    [
      '`WORKDIR /usr/src/app` is in a build stage that does not become the image.',
      'Every `FROM` starts a new stage from its own base. Only the last stage, which begins at line 3, becomes the image; what earlier stages set is left behind.',
      'Move `WORKDIR /usr/src/app` below line 3, or remove the `FROM` of line 3 if one stage is enough.',
      'WORKDIR /usr/src/app',
    ],
  ],
  [
    'swallowed by the line above',
    { workdir: 'RUN echo hello \\\nWORKDIR /usr/src/app' },
    [
      'Line 3 is not an instruction of its own: it is part of the `RUN` of line 2.',
      'Line 2 ends with `\\`, and that joins the next line to it: `WORKDIR /usr/src/app` is handed to `RUN` as text.',
      'Remove the `\\` at the end of line 2.',
      'WORKDIR /usr/src/app',
    ],
  ],
  [
    'one name in two words',
    { workdir: 'WORK DIR /usr/src/app' },
    [
      'Docker has no instruction `WORK DIR`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `WORKDIR` instead of `WORK DIR`.',
      'WORK DIR',
    ],
  ],
  [
    'mkdir',
    { workdir: 'RUN mkdir -p /usr/src/app' },
    [
      '`RUN mkdir` makes the folder, and does not make it the working directory.',
      'Instructions and containers start in `/` until a `WORKDIR` says otherwise. It makes the folder by itself where there is none.',
      'Write `WORKDIR /usr/src/app` instead.',
      'RUN mkdir -p /usr/src/app',
    ],
  ],
  [
    'a list',
    { workdir: 'WORKDIR ["/usr/src/app"]' },
    [
      'The working directory of the image is `/[/usr/src/app]`.',
      'All that stands after `WORKDIR` is the name of one folder, with its spaces, brackets and signs.',
      'Write `WORKDIR /usr/src/app`.',
      '["/usr/src/app"]',
    ],
  ],
  [
    'joined with the next line',
    { workdir: 'WORKDIR /usr/src/app \\' },
    [
      'Line 3 is not an instruction of its own: it is part of the `WORKDIR` of line 2.',
      'Line 2 ends with `\\`, and that joins the next line to it: `COPY ./requirements.txt .` is handed to `WORKDIR` as text.',
      'Remove the `\\` at the end of line 2.',
      'COPY ./requirements.txt .',
    ],
  ],
  [
    'before FROM',
    { top: 'WORKDIR /usr/src/app', workdir: '' },
    [
      '`WORKDIR` stands before the first `FROM`; only `ARG` can.',
      'Every other instruction changes the image that `FROM` starts with, so `FROM` comes first; only `ARG` can stand before it.',
      'Move this line below the `FROM`.',
      'WORKDIR',
      'hadolint DL3061',
    ],
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}
