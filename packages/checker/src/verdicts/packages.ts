import type { Row } from './row.ts';
import { usualFiles } from './row.ts';

const pip = 'pip install -r requirements.txt';
const venv = 'python -m venv /venv';
const inVenv = 'CMD ["/venv/bin/python", "server.py"]';
const pinned = { ...usualFiles, 'requirements.txt': 'flask~=3.1  # the web\n' };

/** Whether the Python that a container starts finds what pip installed, and whether that is what the file lists. */
export const packages: readonly Row[] = [
  // virtual environments
  ['PPPPPFP', { run: `RUN ${pip}\nRUN ${venv}\nENV PATH=/venv/bin:$PATH` }],
  ['PPPPPFP', { run: `RUN ${venv}\nRUN ${pip}`, cmd: inVenv }],
  ['PPPPPFP', { run: `ENV V=/venv\nRUN python -m venv $V\nRUN PATH=$V/bin:$PATH ${pip}` }],
  [
    'PPPPPFP',
    { run: `RUN ${venv}\nRUN ${pip}`, cmd: 'CMD . /venv/bin/activate && python3 server.py' },
  ],
  ['PPPPPPP', { run: `RUN ${venv} --system-site-packages\nRUN ${pip}`, cmd: inVenv }],
  ['PPPPPPP', { run: `RUN ${pip} && ${venv} && /venv/bin/${pip}`, cmd: inVenv }],
  ['PPPPPPP', { run: `RUN ${venv}\nRUN . /venv/bin/activate\nRUN ${pip}` }],
  [
    'PPPPPPP',
    {
      from: `FROM python:3-alpine AS build\nCOPY requirements.txt .\nRUN ${venv} && /venv/bin/${pip}\nFROM python:3-alpine`,
      run: 'COPY --from=build /venv /venv',
      cmd: inVenv,
    },
  ],
  // variables that pip and Python read
  ['PPPPPFP', { run: `ENV PIP_TARGET=/opt/x\nRUN ${pip}` }],
  ['PPPPPFP', { run: `RUN PIP_PREFIX=/opt/x ${pip}` }],
  ['PPPPPFP', { run: `ENV PIP_DRY_RUN=1\nRUN ${pip}` }],
  ['PPPPPPP', { run: `ENV PIP_TARGET=/opt/x PYTHONPATH=/opt/x\nRUN ${pip}` }],
  ['PPPPPPP', { run: 'RUN PIP_REQUIREMENT=requirements.txt pip install' }],
  ['PPPPPPP', { run: `RUN export PIP_USER=0 && ${pip}` }],
  ['PPPPPSP', { run: `RUN HOME=/opt/u ${pip} --user` }],
  ['PPPPPSP', { run: `RUN ${pip} -t /opt/x`, cmd: 'CMD PYTHONPATH=/opt/x python3 server.py' }],
  ['PPPPPSP', { run: `RUN ${pip} -t /opt/x && ls -l /opt/x` }],
  // users
  ['PPPPPPP', { run: `USER nobody\nRUN ${pip}` }],
  ['PPPPPSP', { run: `USER nobody\nRUN ${pip}\nUSER root` }],
  ['PPPPPSP', { run: `RUN ${pip} --user\nUSER nobody` }],
  // what the files list
  ['PPPPPPP', { run: 'RUN pip install "flask~=3.1"' }, pinned],
  ['PPPPPPP', { run: 'RUN pip install Flask~=3.1 gunicorn' }, pinned],
  ['PPPPPSP', { run: 'RUN pip install flask' }, pinned],
  ['PPPPPFP', { run: 'RUN pip install flask-login' }, pinned],
  [
    'PPPPPPP',
    { copy: 'COPY . .', run: 'RUN pip install -r dev.txt' },
    { ...usualFiles, 'dev.txt': '-r requirements.txt\npytest\n' },
  ],
  [
    'PPPPPPP',
    { copy: 'COPY . .', run: 'RUN pip install -r prod.txt' },
    { ...usualFiles, 'prod.txt': 'flask\ngunicorn\n' },
  ],
  [
    'PPPPPSP',
    { copy: 'COPY . .', run: 'RUN pip install -r prod.txt' },
    { ...usualFiles, 'prod.txt': 'flask==3.1.0\n' },
  ],
  [
    'PPPPPFP',
    { copy: 'COPY . .', run: 'RUN pip install -r dev.txt' },
    { ...usualFiles, 'dev.txt': 'pytest\n' },
  ],
  ['PPPPPFP', {}, { ...usualFiles, 'requirements.txt': '-r base.txt\n', 'base.txt': 'flask\n' }],
  [
    'PPPPPPP',
    { copy: 'COPY . .' },
    { ...usualFiles, 'requirements.txt': '-r base.txt\n', 'base.txt': 'flask\n' },
  ],
];
