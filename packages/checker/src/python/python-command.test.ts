import { expect, test } from 'vitest';
import type { Argv } from './python-command.ts';
import { readPythonCall } from './python-command.ts';

const script = (path: string) => ({ kind: 'script', path });
const cases: readonly (readonly [Argv, unknown])[] = [
  [['python3', './server.py'], script('./server.py')],
  [['python', 'server.py', '-u'], script('server.py')],
  [['/usr/local/bin/python3.13', '-u', '-X', 'dev', 'server.py'], script('server.py')],
  [['python3', '-Wignore', '-OO', 'server.py'], script('server.py')],
  [['python3', '-uW', 'ignore', 'server.py'], script('server.py')],
  [['exec', 'python3', 'server.py'], script('server.py')],
  [['/usr/bin/env', 'A=1', 'B=', 'python3', 'server.py'], script('server.py')],
  [['python3', '--', 'server.py'], script('server.py')],
  [['python3', '-m', 'pip', 'list'], { kind: 'module', name: 'pip', argv: ['list'] }],
  [['python3', '-mpip', 'list'], { kind: 'module', name: 'pip', argv: ['list'] }],
  [['python3', '-um', 'server'], { kind: 'module', name: 'server', argv: [] }],
  [['python3', '-c', 'import server'], { kind: 'code', text: 'import server' }],
  [['python3', '-c', undefined], { kind: 'unclear' }],
  [['python3', undefined], { kind: 'unclear' }],
  [['python3', '-'], { kind: 'unclear' }],
  [['python3', '-m'], { kind: 'unclear' }],
  [['python3'], { kind: 'prompt' }],
  [['python3', '-V', 'server.py'], { kind: 'prompt' }],
  [['python3', '-u'], { kind: 'prompt' }],
  [['python2', 'server.py'], undefined],
  [['pythonx', 'server.py'], undefined],
  [['echo', 'python3', 'server.py'], undefined],
  [['env', '-i', 'python3', 'server.py'], undefined],
  [[undefined, 'server.py'], undefined],
  [[], undefined],
];

test.each(cases)('%j', (argv, call) => {
  expect(readPythonCall(argv)).toEqual(call);
});
