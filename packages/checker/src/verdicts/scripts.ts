import type { Row } from './row.ts';
import { usualFiles } from './row.ts';

const entry = '#!/bin/sh\nset -e\nexec "$@"\n';
const start = '#!/bin/sh\nexec python3 server.py\n';
const plain = 'exec python3 server.py\n';
const install = '#!/bin/sh\npip install -r requirements.txt\n';
const cmd = 'CMD ["python3", "server.py"]';
const all = 'COPY . .';

/** Shell scripts of the learner's folder, which the Dockerfile copies and runs. */
export const scripts: readonly Row[] = [
  ['PPPPPPP', { copy: all, cmd: 'CMD ["sh", "run.sh"]' }, { ...usualFiles, 'run.sh': start }],
  ['PPPPPPP', { copy: all, cmd: 'CMD ["./run.sh"]' }, { ...usualFiles, 'run.sh*': start }],
  [
    'PPPPPPP',
    {
      copy: all,
      run: 'RUN pip install -r requirements.txt && chmod +x run.sh',
      cmd: 'CMD ["./run.sh"]',
    },
    { ...usualFiles, 'run.sh': start },
  ],
  [
    'PPPPPPP',
    { cmd: `COPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh': entry },
  ],
  ['PPPPPPF', { copy: all, cmd: 'CMD ["./run.sh"]' }, { ...usualFiles, 'run.sh': start }],
  ['PPPPPPF', { copy: all, cmd: 'CMD ["./run.sh"]' }, { ...usualFiles, 'run.sh*': plain }],
  [
    'PPPPPPF',
    { copy: all, cmd: `ENTRYPOINT ["./run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh*': 'exec "$@"\n' },
  ],
  ['PPPPPPF', { copy: all, cmd: 'CMD ["./run"]' }, { ...usualFiles, 'run*': ` ${start}` }],
  ['PPPPPPP', { copy: all, cmd: 'CMD ./run.sh' }, { ...usualFiles, 'run.sh*': plain }],
  ['PPPPPPP', { copy: all, cmd: 'CMD ["sh", "run.sh"]' }, { ...usualFiles, 'run.sh': plain }],
  [
    'PPPPPPP',
    { copy: all, run: 'RUN ./i.sh' },
    { ...usualFiles, 'i.sh*': 'pip install -r requirements.txt\n' },
  ],
  [
    'PPPPPPF',
    { cmd: `COPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh': '#!/bin/sh\necho ready\n' },
  ],
  [
    'PPPPPPF',
    { cmd: `COPY --chmod=755 run.sh /\nENTRYPOINT ["/run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh': entry.replaceAll('\n', '\r\n') },
  ],
  [
    'PPPPPPS',
    {
      cmd: `COPY --chmod=755 run.sh /\nRUN sed -i 's/x/y/' /run.sh\nENTRYPOINT ["/run.sh"]\n${cmd}`,
    },
    { ...usualFiles, 'run.sh': entry },
  ],
  ['PPPPPPF', { copy: all, cmd: 'CMD ["sh", "missing.sh"]' }],
  [
    'PPPPPPP',
    { cmd: `COPY run.sh /usr/local/bin/\nENTRYPOINT ["run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh*': entry },
  ],
  [
    'PPPPPPF',
    { cmd: `COPY run.sh /usr/local/bin/\nENTRYPOINT ["run.sh"]\n${cmd}` },
    { ...usualFiles, 'run.sh': entry },
  ],
  [
    'PPPPPPP',
    { cmd: `COPY --chmod=755 run.sh /opt/run\nENV PATH=/opt:$PATH\nENTRYPOINT ["run"]\n${cmd}` },
    { ...usualFiles, 'run.sh': entry },
  ],
  [
    'PPPPPPS',
    {
      copy: all,
      cmd: `RUN mv run.sh /usr/local/bin/run && chmod +x /usr/local/bin/run\nENTRYPOINT ["run"]\n${cmd}`,
    },
    { ...usualFiles, 'run.sh': entry },
  ],
  [
    'PPPPPPS',
    {
      copy: all,
      cmd: `RUN cp run.sh /usr/bin/ && chmod +x /usr/bin/run.sh\nCMD ["/usr/bin/run.sh"]`,
    },
    { ...usualFiles, 'run.sh': start },
  ],
  ['PPPPPPF', { copy: all, cmd: 'RUN touch x\nCMD ["run"]' }],
  [
    'PPPPPPP',
    { run: 'COPY --chmod=755 i.sh /usr/local/bin/i\nRUN i' },
    { ...usualFiles, 'i.sh': install },
  ],
  ['PPPPPPP', { copy: all, run: 'RUN sh i.sh' }, { ...usualFiles, 'i.sh': install }],
  ['PPPPPPP', { copy: all, run: 'RUN ./i.sh' }, { ...usualFiles, 'i.sh*': install }],
  [
    'PPPPPPP',
    { copy: all, run: 'RUN chmod +x i.sh && ./i.sh' },
    { ...usualFiles, 'i.sh': install },
  ],
  ['PPPPPSP', { copy: all, run: 'RUN sh i.sh' }, { ...usualFiles, 'i.sh': 'echo ready\n' }],
  ['PPPPPSP', { copy: all, run: 'RUN ./i.sh' }, { ...usualFiles, 'i.sh': install }],
  [
    'PPPPPPP',
    { cmd: 'CMD ["./server.py"]' },
    { 'requirements.txt': 'Flask\n', 'server.py*': '#!/usr/bin/env python3\n' },
  ],
  [
    'PPPPPPP',
    { cmd: 'RUN chmod +x server.py\nENV PATH=/usr/src/app:$PATH\nCMD ["server.py"]' },
    { 'requirements.txt': 'Flask\n', 'server.py': '#!/usr/local/bin/python\n' },
  ],
  [
    'PPPPPPF',
    { cmd: 'CMD ["server.py"]' },
    { 'requirements.txt': 'Flask\n', 'server.py*': '#!/usr/bin/env python3\n' },
  ],
];
