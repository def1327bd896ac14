import { expect, test } from 'vitest';
import { parseDockerfile } from '@kit/dockerfile';
import { keywordMeantBy, meantBy } from './keywords.ts';

test.each([
  ['EXPOSE', { keyword: 'EXPOSE' }],
  ['EXPSE', { keyword: 'EXPOSE', slip: 'spelling' }],
  ['EXPOSED', { keyword: 'EXPOSE', slip: 'spelling' }],
  ['FORM', { keyword: 'FROM', slip: 'spelling' }],
  ['RNU', { keyword: 'RUN', slip: 'spelling' }],
  ['CDM', { keyword: 'CMD', slip: 'spelling' }],
  ['CPOY', { keyword: 'COPY', slip: 'spelling' }],
  ['WORKDIRECTORY', { keyword: 'WORKDIR', slip: 'no-space' }],
  ['WORK_DIR', { keyword: 'WORKDIR', slip: 'spelling' }],
  ['ENTRY_POINT', { keyword: 'ENTRYPOINT', slip: 'spelling' }],
  ['WORK', { keyword: 'WORKDIR', slip: 'spelling' }],
  ['ENTRY', { keyword: 'ENTRYPOINT', slip: 'spelling' }],
  ['CD', { keyword: 'WORKDIR', slip: 'spelling' }],
  ['MOVE', { keyword: 'COPY', slip: 'spelling' }],
  ['PIP', { keyword: 'RUN', slip: 'no-keyword' }],
  ['CMD["PYTHON3",', { keyword: 'CMD', slip: 'no-space' }],
  ['FROM:PYTHON', { keyword: 'FROM', slip: 'no-space' }],
  ['EXPOSE8000', { keyword: 'EXPOSE', slip: 'no-space' }],
  ['EXPOSE\u00A08000', { keyword: 'EXPOSE', slip: 'odd-space' }],
  ['EXPOSE\u200B', { keyword: 'EXPOSE', slip: 'odd-space' }],
  ['8000/TCP', { keyword: 'EXPOSE', slip: 'argument-alone' }],
  ['["PYTHON3",', { keyword: 'CMD', slip: 'argument-alone' }],
  ['["PIP",', { keyword: 'RUN', slip: 'argument-alone' }],
  ['/USR/SRC/APP', { keyword: 'WORKDIR', slip: 'argument-alone' }],
  ['PYTHON:3-ALPINE', { keyword: 'FROM', slip: 'argument-alone' }],
  ['./SERVER.PY', { keyword: 'COPY', slip: 'argument-alone' }],
  ['.', { keyword: 'COPY', slip: 'argument-alone' }],
  ['BOGUS', undefined],
  ['HELLOWORLD', undefined],
  ['SERVER.PY"]', undefined],
  ['', undefined],
])('%j', (word, meant) => {
  expect(keywordMeantBy(word)).toEqual(meant);
});

test.each([
  ['python3 -m pip install -r requirements.txt', 'RUN', 'no-keyword'],
  ['python -m venv /venv', 'RUN', 'no-keyword'],
  ['python3 server.py', 'CMD', 'no-keyword'],
  ['/venv/bin/pip install flask', 'RUN', 'no-keyword'],
  ['cd /usr/src/app && pip install flask', 'RUN', 'no-keyword'],
  ['cd /usr/src/app', 'WORKDIR', 'spelling'],
  ['--mount=type=cache,target=/x pip install flask', 'RUN', 'argument-alone'],
  ['--from=build /venv /venv', 'COPY', 'argument-alone'],
])('the line %j', (line, keyword, slip) => {
  const [instruction] = parseDockerfile(line).instructions;
  expect(instruction && meantBy(instruction)).toEqual({ keyword, slip });
});
