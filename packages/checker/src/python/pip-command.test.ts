import { expect, test } from 'vitest';
import { readPipCall } from './pip-command.ts';

/** `files | packages | other options` of an install. */
const installs: readonly (readonly [string, string])[] = [
  ['pip install -r requirements.txt', 'requirements.txt | | '],
  ['pip3 install -qr requirements.txt', 'requirements.txt | | '],
  ['pip install -rrequirements.txt', 'requirements.txt | | '],
  ['pip install -rq requirements.txt', 'q | requirements.txt | '],
  ['pip install --requirement requirements.txt', 'requirements.txt | | '],
  ['pip install --requirement=requirements.txt', 'requirements.txt | | '],
  ['pip install --requirem requirements.txt', 'requirements.txt | | '],
  ['pip install -r a.txt -r b.txt', 'a.txt,b.txt | | '],
  ['pip install -r', ' | | '],
  ['pip install requirements.txt', ' | requirements.txt | '],
  ['pip install flask gunicorn', ' | flask,gunicorn | '],
  ['pip install flask -r requirements.txt', 'requirements.txt | flask | '],
  ['pip --no-cache-dir install -U -r requirements.txt', 'requirements.txt | | no-cache-dir=,U='],
  ['pip --proxy http://p install -r r.txt', 'r.txt | | proxy=http://p'],
  ['pip install -i https://i -r r.txt', 'r.txt | | i=https://i'],
  ['pip install -t /x -r r.txt', 'r.txt | | target=/x'],
  ['pip install --target=/x -r r.txt --dry-run', 'r.txt | | target=/x,dry-run='],
  ['pip install -c r.txt', ' | | c=r.txt'],
  ['pip install -e .', ' | | e=.'],
  ['python -m pip install -r r.txt', 'r.txt | | '],
  ['/usr/local/bin/python3.12 -Im pip install -r r.txt', 'r.txt | | '],
  ['exec pip3.13 install -r r.txt', 'r.txt | | '],
];

test.each(installs)('%s', (line, expected) => {
  const call = readPipCall(line.split(' '));
  if (call?.kind !== 'install') throw new Error(`no install: ${JSON.stringify(call)}`);
  const options = [...call.options].map(([name, value]) => `${name}=${value}`).join(',');
  const packages = call.packages.length > 0 ? ` ${call.packages.join(',')} ` : ' ';
  expect(`${call.requirements.join(',')} |${packages}| ${options}`).toBe(expected);
});

test.each([
  ['pip download -r requirements.txt', { kind: 'other', name: 'download' }],
  ['pip -r requirements.txt', { kind: 'other', name: undefined }],
  ['pip', { kind: 'other', name: undefined }],
  ['pip2 install -r requirements.txt', undefined],
  ['echo pip install -r requirements.txt', undefined],
  ['python3 -m venv /venv', undefined],
  ['uv pip install -r requirements.txt', undefined],
])('%s', (line, call) => {
  expect(readPipCall(line.split(' '))).toEqual(call);
});

test('keeps a word that only a run can tell', () => {
  expect(readPipCall(['pip', 'install', '-r', undefined, undefined])).toEqual({
    kind: 'install',
    requirements: [undefined],
    packages: [undefined],
    options: new Map(),
  });
});
