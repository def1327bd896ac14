import type { Row } from './row.ts';

export const dockerfile: readonly Row[] = [
  ['PFBBBBB', ''],
  ['PFBBBBB', '\n \n\t\n'],
  ['PFBBBBB', '# FROM python:3-alpine\n'],
  ['FBBBBBB', { expose: 'EXPOSE 8000\nBOGUS line' }],
  ['FBBBBBB', { expose: 'EXPOSE 8000\nLABEL' }],
  ['FBBBBBB', { expose: 'EXPOSE 8000\nENV A' }],
  ['FBBBBBB', { expose: 'EXPOSE 8000\nLABLE a=b' }],
  [
    'PPPPPPP',
    { expose: 'EXPOSE 8000\nLABEL a=b\nENV A=b\nUSER nobody\nVOLUME /data\nSTOPSIGNAL SIGINT' },
  ],
  ['PPPPPPP', { expose: 'EXPOSE 8000\nHEALTHCHECK CMD wget -q localhost:8000 || exit 1' }],
  [
    'PPPPPPP',
    {
      expose: 'expose 8000',
      run: 'run pip install -r requirements.txt',
      cmd: 'Cmd ["python3","server.py"]',
    },
  ],
];
