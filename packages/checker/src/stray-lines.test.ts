import { expect, test } from 'vitest';
import { copies } from './checks/copies.ts';
import { exposesPort } from './checks/exposes-port.ts';
import { installsRequirements } from './checks/installs-requirements.ts';
import { startsApp } from './checks/starts-app.ts';
import { worksIn } from './checks/works-in.ts';
import type { Check } from './step.ts';
import type { Parts } from './verdicts/row.ts';
import { toldBy } from './verdicts/told.ts';

const workdir = worksIn('/usr/src/app');
const copy = copies(['requirements.txt', 'server.py']);
const expose = exposesPort(8000);
const run = installsRequirements('requirements.txt');
const cmd = startsApp({ script: 'server.py' });

const cases: readonly (readonly [
  check: Check,
  parts: Parts,
  line: number,
  head: string,
  help: string,
  marked: string,
])[] = [
  [
    workdir,
    { workdir: 'WORKDIR\n/usr/src/app' },
    3,
    'WORKDIR',
    'Write lines 2 and 3 as one line.',
    '/usr/src/app',
  ],
  [
    copy,
    { copy: 'COPY requirements.txt\nserver.py .' },
    4,
    'COPY',
    'Put a `\\` at the end of line 3.',
    'server.py .',
  ],
  [
    expose,
    { expose: 'EXPOSE 80\n  8000' },
    6,
    'EXPOSE',
    'Put a `\\` at the end of line 5.',
    '8000',
  ],
  [
    run,
    { run: 'RUN pip install /\n  -r requirements.txt' },
    7,
    'RUN',
    'Write `\\` instead of `/` at the end of line 6.',
    '-r requirements.txt',
  ],
  [
    run,
    { run: 'RUN true\n&& true\n&& pip install -r requirements.txt' },
    7,
    'RUN',
    'Put a `\\` at the end of lines 6 and 7.',
    '&& true',
  ],
  [
    cmd,
    { cmd: 'CMD [\n"python3",\n"./server.py"\n]' },
    8,
    'CMD',
    'Write lines 7 to 10 as one line.',
    '"python3",',
  ],
];

test.each(cases)('%o: a line cut off from the instruction above, $1', (check, parts, ...told) => {
  const [line, head, help, marked] = told;
  const [word] = marked.split(' ');
  expect(toldBy(check, parts)).toEqual([
    `Line ${line} is cut off from the \`${head}\` above it.`,
    `An instruction ends where its line ends. Docker takes line ${line} for a new one, and knows none named \`${word}\`.`,
    help,
    marked,
  ]);
});
