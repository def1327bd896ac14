import type { Row } from './row.ts';
import { usualFiles } from './row.ts';

const both = 'COPY requirements.txt server.py';

export const copyFiles: readonly Row[] = [
  ['PPPPPPP', { copy: 'COPY . .' }],
  ['PPPPPPP', { copy: 'COPY ./ ./' }],
  ['PPPPPPP', { copy: 'COPY . /usr/src/app' }],
  ['PPPPPPP', { copy: `${both} ./` }],
  ['PPPPPPP', { copy: `${both} .` }],
  ['PPPPPPP', { copy: `${both} /usr/src/app/` }],
  ['PPPPPPP', { copy: 'COPY ["requirements.txt", "server.py", "./"]' }],
  ['PPPPPPP', { copy: 'COPY *.txt *.py ./' }],
  ['PPPPPPP', { copy: 'COPY r*.txt s?rver.py ./' }],
  [
    'PPPPPPP',
    { copy: 'COPY --chown=nobody:nobody requirements.txt .\nCOPY --chmod=755 server.py .' },
  ],
  ['PPPPPPP', { copy: 'COPY --link requirements.txt server.py ./' }],
  ['PPPPPPP', { copy: 'ADD requirements.txt server.py ./' }],
  ['PPPPPPP', { copy: 'COPY requirements.txt requirements.txt\nCOPY server.py server.py' }],
  ['PPPPPPP', { copy: 'COPY /requirements.txt /server.py ./' }],
  ['PPPPPPP', { copy: 'COPY ../requirements.txt .\nCOPY server.py .' }],
  ['PPPPPPP', { copy: 'ARG APP=server.py\nCOPY requirements.txt $APP ./' }],
  ['PPPPPPP', { copy: 'ENV D=/usr/src/app\nCOPY requirements.txt server.py $D/' }],
  ['PPPPPPP', { copy: 'COPY requirements.txt \\\n     server.py \\\n     ./' }],
  ['PPPPPPP', { top: '# escape=`', copy: 'COPY requirements.txt `\n     server.py `\n     ./' }],
  [
    'PPPPPPP',
    { workdir: 'COPY requirements.txt server.py /usr/src/app/\nWORKDIR /usr/src/app', copy: '' },
  ],
  ['PPPPPPP', { copy: 'COPY . .', cmd: 'COPY server.py .\nCMD ["python3", "./server.py"]' }],
  [
    'PPPPPPP',
    {
      copy: 'COPY requirements.txt .',
      run: 'RUN pip install -r requirements.txt\nCOPY server.py .',
    },
  ],
  ['PPPPPPP', { copy: 'COPY . .' }, { ...usualFiles, '.dockerignore': '*.md\n.git\n' }],
  [
    'PPPPPPP',
    { copy: 'COPY . .' },
    { ...usualFiles, '.dockerignore': '*\n!server.py\n!requirements.txt\n' },
  ],
  [
    'PPPPPPP',
    {
      from: 'FROM python:3-alpine AS files\nWORKDIR /files\nCOPY . .\nFROM python:3-alpine',
      copy: 'COPY --from=files /files/requirements.txt /files/server.py ./',
    },
  ],

  ['PPPFPBB', { copy: '' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .' }],
  ['PPPFPBB', { copy: 'COPY server.py .' }],
  ['PPPFPBB', { copy: '# COPY . .' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\n# COPY server.py .' }],
  ['PPPFPBB', { copy: 'COPPY . .' }],
  ['PPPFPBB', { copy: 'CP . .' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\nCOPY sever.py .' }],
  ['PPPFPBB', { copy: 'COPY requirement.txt .\nCOPY server.py .' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\nCOPY Server.py .' }],
  ['PPPFPBB', { copy: `${both} /app/` }],
  ['PPPFPBB', { copy: `${both} app/` }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\nCOPY server.py app.py' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\nCOPY server.py /server.py' }],
  ['PPPFPBB', { copy: 'COPY requirements.txt .\nCOPY server.py app/server.py' }],
  ['PPPFPBB', { copy: `${both} app` }],
  ['PPPFPBB', { workdir: 'COPY requirements.txt server.py ./\nWORKDIR /usr/src/app', copy: '' }],
  [
    'PPPFPBB',
    {
      workdir: 'COPY server.py /usr/src/app\nWORKDIR /usr/src/app',
      copy: 'COPY requirements.txt .',
    },
  ],
  [
    'PPPFPBB',
    {
      workdir: 'COPY . .\nRUN pip install -r /requirements.txt\nWORKDIR /usr/src/app',
      copy: '',
      run: '',
    },
  ],
  ['PPPFPBB', { copy: 'RUN cp requirements.txt server.py .' }],
  ['PPPFPBB', { copy: 'ONBUILD COPY . .' }],
  ['PPPFPBB', { copy: 'COPY <<EOF server.py\nprint()\nEOF\nCOPY requirements.txt .' }],
  ['PPPFPBB', { copy: 'COPY . .\nCOPY README.md server.py' }],
  ['PPPFPBB', { copy: 'COPY . .\nRUN rm server.py' }],
  ['PPPFPBB', { copy: 'COPY https://example.com/server.py .\nCOPY requirements.txt .' }],
  [
    'PPPFPBB',
    {
      from: 'FROM python:3-alpine AS a\nWORKDIR /usr/src/app\nCOPY . .\nFROM python:3-alpine',
      copy: '',
    },
  ],
  ['PPPFPBB', { copy: 'COPY . .' }, { ...usualFiles, '.dockerignore': 'server.py\n' }],
  ['PPPFPBB', { copy: 'COPY . .' }, { ...usualFiles, '.dockerignore': '**/*.py\n' }],
  ['PPPFPBB', {}, { ...usualFiles, '.dockerignore': '*.txt\n' }],
  ['PPPFPBB', { copy: 'COPY . .' }, { 'requirements.txt': '', 'main.py': '' }],
  ['PPPFPBB', {}, { 'requirements.txt': '' }],
  ['PPPFPBB', { copy: 'RUN echo hello \\', expose: 'COPY . .\nEXPOSE 8000' }],
  ['PPPFPBB', { copy: 'RUN <<EOF\nCOPY . .\nEOF' }],

  ['PPPSPPS', { copy: 'COPY requirements.txt .\nADD https://example.com/server.py .' }],
  ['PPPSPPS', { copy: 'COPY requirements.txt .\nRUN wget https://example.com/server.py' }],
];
