import { expect, test } from 'vitest';
import type { Row } from '../verdicts/row.ts';
import type { Told } from '../verdicts/told.ts';
import { toldBy } from '../verdicts/told.ts';
import { basedOn } from './based-on.ts';

const check = basedOn({ repository: 'python', major: 3, example: 'python:3-alpine' });

const cases: readonly (readonly [name: string, source: Row[1], told: Told, files?: Row[2]])[] = [
  [
    'an empty file',
    '',
    [
      'The `Dockerfile` is empty.',
      'Docker builds an image by carrying out instructions, on top of a base image that the first one, `FROM`, names.',
      'Write the line `FROM python:3-alpine`, and save the file.',
      '',
    ],
  ],
  [
    'FROM below everything',
    'WORKDIR /usr/src/app\nCOPY . .\nFROM python:3-alpine\n',
    [
      'Instructions stand before the first `FROM`.',
      'Every other instruction changes the image that `FROM` starts with, so `FROM` comes first; only `ARG` can stand before it.',
      'Move `FROM python:3-alpine` to the top.',
      'FROM python:3-alpine',
      'hadolint DL3061',
    ],
  ],
  [
    'only comments',
    '# A web app\n',
    [
      'The `Dockerfile` holds only comments, and no instruction.',
      'Docker builds an image by carrying out instructions, on top of a base image that the first one, `FROM`, names.',
      'Write the line `FROM python:3-alpine`, and save the file.',
      '',
    ],
  ],
  [
    'no FROM',
    { from: '' },
    [
      'The Dockerfile has no `FROM`.',
      'An image is built on top of another one, its base image. Docker carries out no other instruction before it knows the base.',
      'Make `FROM python:3-alpine` the first instruction.',
      'WORKDIR',
    ],
  ],
  [
    'a comment',
    { from: '# FROM python:3-alpine' },
    [
      'Line 1 is a comment: `# FROM python:3-alpine`.',
      'A line that starts with `#` is a note for people; Docker does nothing with it.',
      'Remove the `#`, so that the line reads `FROM python:3-alpine`.',
      '# FROM python:3-alpine',
    ],
  ],
  [
    'no image',
    { from: 'FROM' },
    [
      '`FROM` needs an image after it.',
      'Every image starts from another one, and `FROM` says from which.',
      'Write `FROM python:3-alpine`.',
      'FROM',
    ],
  ],
  [
    'misspelt',
    { from: 'FORM python:3-alpine' },
    [
      'Docker has no instruction `FORM`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `FROM` instead of `FORM`.',
      'FORM',
    ],
  ],
  [
    'a comment on the line',
    { from: 'FROM python:3-alpine # base' },
    [
      '`FROM` takes an image, or an image and `AS name`; a comment needs a line of its own.',
      'A `#` starts a comment only at the beginning of a line. Here Docker takes it for a word of the instruction.',
      'Put the comment on a line of its own.',
      '# base',
    ],
  ],
  [
    'a variable without a value',
    { from: 'ARG V\nFROM python:${V}-alpine' },
    [
      '`python:${V}-alpine` names no image: `$V` has no value here.',
      'A variable of `FROM` takes its value from an `ARG` above it: `ARG NAME=value`. Without a value it becomes nothing.',
      'Write `FROM python:3-alpine`.',
      'python:${V}-alpine',
      'BuildKit UndefinedArgInFrom',
    ],
  ],
  [
    'a space for the colon',
    { from: 'FROM python 3-alpine' },
    [
      '`FROM` takes an image, or an image and `AS name`.',
      'The name of the image and its tag are one word, `name:tag`. After it only `AS` and a name for the stage can follow.',
      'Write `FROM python:3-alpine`.',
      '3-alpine',
    ],
  ],
  [
    'upper case',
    { from: 'FROM Python:3-alpine' },
    [
      '`Python:3-alpine` is no name that an image can have.',
      'Names of images are written in lower case only.',
      'Write `FROM python:3-alpine`.',
      'Python:3-alpine',
    ],
  ],
  [
    'scratch',
    { from: 'FROM scratch' },
    [
      'The image starts from `scratch`, that is from nothing.',
      '`scratch` has no files at all: no Python, no pip, not even a shell to run commands with.',
      'Write `FROM python:3-alpine`.',
      'scratch',
    ],
  ],
  [
    'another image',
    { from: 'FROM alpine:3' },
    [
      'The image starts from `alpine:3`, not from `python`.',
      'The base image brings what the app runs on. This app needs Python and pip, and the official `python` image has both.',
      'Write `FROM python:3-alpine`.',
      'alpine:3',
    ],
  ],
  [
    'a misspelt image',
    { from: 'FROM pyhton:3-alpine' },
    [
      'Docker Hub has no official image `pyhton`.',
      'The official image with Python in it is called `python`; its version comes after a colon, as a tag.',
      'Write `FROM python:3-alpine`.',
      'pyhton:3-alpine',
    ],
  ],
  [
    'somebody’s image',
    { from: 'FROM me/python:3-alpine' },
    [
      '`me/python:3-alpine` is not the official `python` image.',
      'A name before the slash is somebody’s own account on Docker Hub. The official image is called just `python`.',
      'Write `FROM python:3-alpine`.',
      'me/python:3-alpine',
    ],
  ],
  [
    'another registry',
    { from: 'FROM ghcr.io/me/python:3-alpine' },
    [
      '`ghcr.io/me/python:3-alpine` is not the official `python` image.',
      'A name with a dot before the slash is another registry. The official image is called just `python`, on Docker Hub.',
      'Write `FROM python:3-alpine`.',
      'ghcr.io/me/python:3-alpine',
    ],
  ],
  [
    'Python 2',
    { from: 'FROM python:2-alpine' },
    [
      '`python:2-alpine` has Python 2, and the app is written for Python 3.',
      'The tag, after the colon, chooses the version of Python in the base image.',
      'Write `FROM python:3-alpine`.',
      'python:2-alpine',
    ],
  ],
  [
    'nearly a tag',
    { from: 'FROM python:3alpine' },
    [
      'The `python` image has no tag `3alpine`.',
      'The part after the colon of `python:3alpine` has to be a tag that exists, letter by letter; otherwise Docker finds no image to start from.',
      'Write `FROM python:3-alpine`.',
      'python:3alpine',
    ],
  ],
  [
    'an argument nobody sets',
    { from: 'FROM $BASE' },
    [
      '`$BASE` becomes nothing, and `FROM` needs the name of an image.',
      'A variable of `FROM` takes its value from an `ARG` above it: `ARG NAME=value`. Without a value it becomes nothing.',
      'Write `FROM python:3-alpine`.',
      '$BASE',
      'BuildKit UndefinedArgInFrom',
    ],
  ],
  [
    'an earlier stage only',
    { from: 'FROM python:3-alpine AS one\nFROM alpine' },
    [
      'The image starts from `alpine`: the last `FROM` decides.',
      'Every `FROM` starts a new stage from its own base, and the image is the last stage. What earlier stages start from is not in it.',
      'Write `FROM python:3-alpine`.',
      'alpine',
    ],
  ],
  [
    'a slash for the colon',
    { from: 'FROM python/3-alpine' },
    [
      'Docker Hub has no official image `python/3-alpine`.',
      'The official image with Python in it is called `python`; its version comes after a colon, as a tag.',
      'Write `FROM python:3-alpine`.',
      'python/3-alpine',
    ],
  ],
  [
    'a hand-written word for the keyword',
    { from: 'IMPORT python:3-alpine' },
    [
      'Docker has no instruction `IMPORT`.',
      'A Dockerfile is a list of instructions with fixed names; at a name it does not know Docker stops and builds nothing.',
      'Write `FROM` instead of `IMPORT`.',
      'IMPORT',
    ],
  ],
  [
    'no tag behind the colon',
    { from: 'FROM python:' },
    [
      '`python:` is no name that an image can have.',
      'After `FROM` stands a name, a colon and a tag: `name:tag`, without spaces.',
      'Write `FROM python:3-alpine`.',
      'python:',
    ],
  ],
  [
    'a misspelt option',
    { from: 'FROM --platfrom=linux/amd64 python:3-alpine' },
    [
      '`FROM` has no flag `--platfrom`.',
      'Words that begin with `--`, right after the instruction, are options of Docker’s own. At one that it does not know it stops.',
      'Write `--platform` instead of `--platfrom`.',
      '--platfrom=linux/amd64',
    ],
  ],
  [
    'an option that is none',
    { from: 'FROM --rm python:3-alpine' },
    [
      '`FROM` has no flag `--rm`.',
      'Words that begin with `--`, right after the instruction, are options of Docker’s own. At one that it does not know it stops.',
      'Remove this option.',
      '--rm',
    ],
  ],
];

for (const [name, source, told, files] of cases) {
  test(name, () => {
    expect(toldBy(check, source, files)).toEqual(told);
  });
}
