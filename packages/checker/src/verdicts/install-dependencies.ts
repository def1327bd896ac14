import type { Row } from './row.ts';
import { usualFiles } from './row.ts';

const holds = [
  'pip install -r requirements.txt',
  'pip3 install -r requirements.txt',
  'python -m pip install -r requirements.txt',
  'python3 -m pip install --no-cache-dir -r requirements.txt',
  '/usr/local/bin/pip install -r requirements.txt',
  'pip install --requirement requirements.txt',
  'pip install --requirement=requirements.txt',
  'pip install -rrequirements.txt',
  'pip install -qqr ./requirements.txt',
  'pip install -r /usr/src/app/requirements.txt',
  'pip install "-r" "requirements.txt"',
  "pip install -r 'requirements.txt'",
  'pip --no-cache-dir install -U -r requirements.txt',
  'pip install --upgrade pip && pip install -r requirements.txt',
  'apk add --no-cache gcc && pip install -r requirements.txt',
  'pip install -r requirements.txt && rm -rf /root/.cache',
  'pip install -r requirements.txt || true',
  'set -ex; pip install -r requirements.txt; echo done',
  'cd /usr/src && cd app && pip install -r requirements.txt',
  'cd / && pip install -r usr/src/app/requirements.txt',
  '(cd /usr/src/app && pip install -r requirements.txt)',
  'PIP_NO_CACHE_DIR=1 pip install -r requirements.txt',
  'exec pip install -r requirements.txt',
  '["pip", "install", "-r", "requirements.txt"]',
  '["/bin/sh", "-c", "pip install -r requirements.txt"]',
  'sh -c "pip install -r requirements.txt"',
  'pip install \\\n    # quietly\n    -q \\\n    -r requirements.txt',
  '<<EOF\npip install -r requirements.txt\nEOF',
  '<<EOF\nset -e\napk add gcc\npip install -r requirements.txt\nEOF',
  '--mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt',
  '--network=default pip install -r requirements.txt',
  'if true; then pip install -r requirements.txt; fi',
  'pip install flask -r requirements.txt',
  'pip install -r requirements.txt --target .',
  'pip install --prefix=/usr/local -r requirements.txt',
  'if [ -f requirements.txt ]; then pip install -r requirements.txt; fi',
  '[ ! -e requirements.txt ] || pip install -r requirements.txt',
  'pip install -r ${REQ:-requirements.txt}',
];

const fails = [
  'echo pip install -r requirements.txt',
  'echo "pip install -r requirements.txt"',
  'true || pip install -r requirements.txt',
  'false && pip install -r requirements.txt',
  ': pip install -r requirements.txt',
  '"pip install -r requirements.txt"',
  '["pip install -r requirements.txt"]',
  "['pip', 'install', '-r', 'requirements.txt']",
  '["pip", "install", "-r", "requirements.txt",]',
  'pip install requirements.txt',
  'pip install -q requirements.txt',
  'pip install -rq requirements.txt',
  'pip install -r',
  'pip install -r requirement.txt',
  'pip install -r Requirements.txt',
  'pip install -r /requirements.txt',
  'pip install -r README.md',
  'cd / && pip install -r requirements.txt',
  'pip install flask',
  'pip install flask gunicorn==23.0.0',
  'pip install -c requirements.txt flask',
  'pip download -r requirements.txt',
  'pip -r requirements.txt',
  'pip instal -r requirements.txt',
  'pip freeze > requirements.lock',
  'pip uninstall -y -r requirements.txt',
  'pip install --dry-run -r requirements.txt',
  'pip install --target /tmp/x -r requirements.txt',
  'pip --version # pip install -r requirements.txt',
  'cat requirements.txt',
  'apk add py3-flask',
  'npm install -r requirements.txt',
  'pip2 install -r requirements.txt',
  'if [ -f setup.py ]; then pip install -r requirements.txt; fi',
  'pip install -r $REQUIREMENTS',
  '--mount=type=cache pip install -r requirements.txt',
  '--mount=type=volume,target=/x pip install -r requirements.txt',
  '--mount=type=cache,target=/x,size pip install -r requirements.txt',
  '--mount=type=cache,path=/x pip install -r requirements.txt',
];

const unclear = [
  'test -f /etc/x && pip install -r requirements.txt || echo no',
  'cat /etc/nothing || pip install -r requirements.txt',
  'uv pip install --system -r requirements.txt',
  'pip install poetry && poetry install',
  'pip install $(cat requirements.txt)',
  'xargs pip install < requirements.txt',
  'make install',
  'pip install .',
  '/venv/bin/pip install -r requirements.txt',
  'python -m venv /venv && . /venv/bin/activate && pip install -r requirements.txt',
];

const run = (verdicts: string, texts: readonly string[]): readonly Row[] =>
  texts.map((text) => [verdicts, { run: `RUN ${text}` }]);

const built = (parts: string) =>
  `FROM python:3-alpine AS build\nWORKDIR /w\nCOPY requirements.txt .\nRUN pip install --prefix=/install -r requirements.txt\nFROM python:3-alpine\n${parts}`;

export const installDependencies: readonly Row[] = [
  ...run('PPPPPPP', holds),
  ...run('PPPPPFP', fails),
  ...run('PPPPPSP', unclear),
  ['PPPPPPP', { run: 'ARG FILE=requirements.txt\nRUN pip install -r $FILE' }],
  ['PPPPPPP', { run: 'ENV FILE=requirements.txt\nRUN pip install -r "${FILE}"' }],
  ['PPPPPPP', { run: 'COPY requirements.txt /tmp/r.txt\nRUN pip install -r /tmp/r.txt' }],
  [
    'PPPPPPP',
    { run: 'WORKDIR /tmp\nRUN pip install -r /usr/src/app/requirements.txt\nWORKDIR /usr/src/app' },
  ],
  [
    'PPPPPPP',
    { run: 'RUN true', cmd: 'RUN pip install -r requirements.txt\nCMD ["python3", "server.py"]' },
  ],
  [
    'PPPPPPP',
    {
      copy: 'RUN --mount=type=bind,source=requirements.txt,target=requirements.txt pip install -r requirements.txt\nCOPY . .',
      run: '',
    },
  ],
  [
    'PPPPPPP',
    {
      from: 'FROM python:3-alpine AS base\nCOPY requirements.txt /\nRUN pip install -r /requirements.txt\nFROM base',
      run: '',
    },
  ],
  [
    'PPPPPPP',
    {
      run: 'RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt\nENV PATH=/venv/bin:$PATH',
    },
  ],
  [
    'PPPPPPP',
    {
      run: 'RUN python -m venv /venv && /venv/bin/pip install -r requirements.txt',
      cmd: 'CMD ["/venv/bin/python", "server.py"]',
    },
  ],
  ['PPPPPPP', { run: 'ARG REQ\nRUN pip install -r "${REQ:-requirements.txt}"' }],
  ['PPPPPFP', { run: 'RUN export REQ=requirements.txt\nRUN pip install -r $REQ' }],
  [
    'PPPPPPP',
    {
      from: 'FROM python:3-alpine AS w\nCOPY requirements.txt .\nRUN pip wheel -w /wheels -r requirements.txt\nFROM python:3-alpine',
      run: 'COPY --from=w /wheels /wheels\nRUN pip install --no-index --find-links=/wheels -r requirements.txt',
    },
  ],
  ['PPPPPFP', { run: '' }],
  ['PPPPPFP', { run: '# RUN pip install -r requirements.txt' }],
  ['PPPPPFP', { run: 'RUN' }],
  ['PPPPPFP', { run: 'RNU pip install -r requirements.txt' }],
  ['PPPPPFP', { run: 'pip install -r requirements.txt' }],
  ['PPPPPFP', { run: 'ONBUILD RUN pip install -r requirements.txt' }],
  ['PPPPPFP', { run: '', copy: 'RUN pip install -r requirements.txt\nCOPY . .' }],
  ['PPPPPFP', { workdir: 'RUN pip install -r requirements.txt\nWORKDIR /usr/src/app', run: '' }],
  ['PPPPPFP', { run: 'WORKDIR /tmp\nRUN pip install -r requirements.txt\nWORKDIR /usr/src/app' }],
  ['PPPPPFP', { run: '', cmd: 'CMD pip install -r requirements.txt && python3 server.py' }],
  ['PPPPPFP', { run: 'RUN pip install -r dev.txt' }, { ...usualFiles, 'dev.txt': '' }],
  ['PPPPPFP', { run: 'RUN cd /tmp\nRUN cd /usr && pip install -r requirements.txt' }],
  [
    'PPPPPFP',
    {
      from: 'FROM python:3-alpine AS a\nCOPY . .\nRUN pip install -r requirements.txt\nFROM python:3-alpine',
      run: '',
    },
  ],
  [
    'PPPPPSP',
    built(
      'WORKDIR /usr/src/app\nCOPY --from=build /install /usr/local\nCOPY . .\nEXPOSE 8000\nCMD ["python3", "server.py"]',
    ),
  ],
  ['PPPPPSP', { run: 'RUN ./install.sh', copy: 'COPY . .' }, { ...usualFiles, 'install.sh': '' }],
];
