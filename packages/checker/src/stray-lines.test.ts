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
    run,
    { run: 'RUN pip install\n  -q\n  --no-cache-dir\n  -r\n  requirements.txt' },
    7,
    'RUN',
    'Put a `\\` at the end of each line from 6 to 9.',
    '-q',
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

test('an argument without its instruction', () => {
  expect(toldBy(expose, { expose: '8000' })).toEqual([
    'This line has no instruction: it begins with `8000`.',
    'The first word of a line is its instruction, and Docker has none named `8000`.',
    'Put `EXPOSE` before `8000`.',
    '8000',
  ]);
});

test.each([
  [copy, { copy: 'COPY . . EXPOSE 8000', expose: '' }, 'EXPOSE', 'COPY', 'EXPOSE 8000'],
  [workdir, { workdir: 'WORKDIR /usr/src/app COPY . .' }, 'COPY', 'WORKDIR', 'COPY . .'],
  [expose, { expose: 'EXPOSE 8000 RUN true' }, 'RUN', 'EXPOSE', 'RUN true'],
])('%o: two instructions on one line, %o', (check, parts, second, first, marked) => {
  expect(toldBy(check, parts)).toEqual([
    `\`${second}\` stands on the line of \`${first}\`, and is part of it.`,
    'A line holds one instruction; the first word says which.',
    `Start a new line before \`${second}\`.`,
    marked,
  ]);
});

test('two instructions on one line, with a sign of a shell between them', () => {
  expect(toldBy(copy, { copy: 'COPY . . ; RUN true' })).toEqual([
    '`RUN` stands on the line of `COPY`, and is part of it.',
    'A line holds one instruction; the first word says which.',
    'Start a new line before `RUN`, in place of `;`.',
    '; RUN true',
  ]);
});

test.each([
  [workdir, { workdir: 'RUN WORKDIR /usr/src/app' }, 'WORKDIR /usr/src/app'],
  [copy, { copy: 'RUN COPY . .' }, 'COPY . .'],
  [expose, { expose: 'RUN EXPOSE 8000' }, 'EXPOSE 8000'],
  [cmd, { cmd: 'RUN CMD ["python3", "server.py"]' }, 'CMD ["python3", "server.py"]'],
])('%o: an instruction behind RUN', (check, parts, wanted) => {
  const [keyword = ''] = wanted.split(' ');
  expect(toldBy(check, parts)).toEqual([
    `\`${wanted}\` stands behind \`RUN\`, and is part of it.`,
    `The first word of a line is its instruction; what follows belongs to \`RUN\`, which hands it to a shell. No program is named \`${keyword}\`.`,
    `Remove \`RUN\`, so that the line reads \`${wanted}\`.`,
    wanted,
  ]);
});

test('CMD at the end of a chain of commands', () => {
  const chained = 'RUN pip install -r requirements.txt && CMD python3 server.py';
  expect(toldBy(cmd, { run: chained, cmd: '' })).toEqual([
    '`CMD python3 server.py` stands behind `RUN`, and is part of it.',
    'The first word of a line is its instruction; what follows belongs to `RUN`, which hands it to a shell. No program is named `CMD`.',
    'Write `CMD python3 server.py` on a line of its own.',
    'pip install -r requirements.txt && CMD python3 server.py',
  ]);
});
