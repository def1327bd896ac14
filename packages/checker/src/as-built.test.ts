import { expect, test } from 'vitest';
import { asBuilt } from './as-built.ts';
import { startsApp } from './checks/starts-app.ts';
import { witnessOf } from './verdicts/witness.ts';

test('what the engine shows as null, or as an empty text, is not set', () => {
  const dockerfile = 'FROM python:3-alpine\nCOPY server.py .\nCMD ["python3", "server.py"]\n';
  const config = { User: '', WorkingDir: '', Entrypoint: null, Cmd: ['python3', 'server.py'] };
  const build = JSON.parse(JSON.stringify({ kind: 'built', imageId: 'sha256:0', config })) as never;
  const built = asBuilt(witnessOf(dockerfile, undefined, { build }));
  expect(built?.plan.target?.config).toEqual({ Cmd: ['python3', 'server.py'] });
  expect(built && startsApp({ script: 'server.py' }).judge(built)).toEqual({ kind: 'holds' });
});
