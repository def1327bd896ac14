import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const entry = path.join(import.meta.dirname, '../bin/engine.js');

/** As `pnpm engine …`; in a cache folder that holds nothing. */
function engine(words: string, redirection = '') {
  const command = `"$0" "$1" ${words} ${redirection}`;
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, entry], {
    encoding: 'utf8',
    env: { ...process.env, WORKSHOP_ENGINE_HOME: '/nonexistent/engine' },
  });
  return { exitCode: status, stdout, stderr };
}

const seeHelp = 'Run `pnpm engine --help` to see what there is.';

test.each([
  ['', '`pnpm engine` needs to know what to do: `up`, `down` or `status`.'],
  ['frob', '`pnpm engine` has no "frob".'],
  ['up now', '`pnpm engine up` takes nothing more.'],
  ['status --purge', '`pnpm engine status` takes nothing more.'],
  ['down --purg', '`pnpm engine down` takes `--purge`, and nothing more.'],
])('pnpm engine %s: says what was wrong, exit code 2', (words, message) => {
  expect(engine(words)).toEqual({ exitCode: 2, stdout: '', stderr: `${message}\n${seeHelp}\n` });
});

test.each(['--help', 'down -h'])('%s explains', (words) => {
  const ended = engine(words);
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
  expect(ended.stdout).toContain('down --purge');
});

test('status where there is none', () => {
  expect(engine('status')).toEqual({
    exitCode: 0,
    stdout: 'There is none; `pnpm engine up` gets it.\n',
    stderr: '',
  });
});

test.runIf(existsSync('/dev/full'))('nowhere to write: exit code 2, and no stack', () => {
  expect(engine('status', '>/dev/full')).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'ENOSPC: no space left on device, write\n',
  });
  expect(engine('frob', '2>/dev/full')).toMatchObject({ exitCode: 2 });
});
