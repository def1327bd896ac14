import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { plain, quote } from '@kit/checker';
import { notOk, ok } from '../check.ts';
import type { Check, Finding } from '../check.ts';
import type { Machine } from '../machine.ts';

const wanted = 12;
const execute = promisify(execFile);

/** The pnpm that runs the kit, or that the terminal has: it is really started. */
export const pnpm: Check = {
  id: 'pnpm',
  title: 'pnpm',
  async examine(machine) {
    const running = /^pnpm\/(\S+)/.exec(machine.env.npm_config_user_agent ?? '')?.[1];
    if (running !== undefined) return judge(running);
    const installed = await versionOf('pnpm', ['--version'], machine);
    if (installed !== undefined) return judge(installed);
    const npx = await versionOf('npx', ['--version'], machine);
    return npx === undefined
      ? notOk('Neither pnpm nor npx is here.', {
          text: 'Install Node, which brings npx: https://nodejs.org/',
        })
      : ok('Not installed, and not needed: `npx --yes pnpm@12` brings it.');
  },
};

function judge(version: string): Finding {
  if (Number.parseInt(version) >= wanted) return ok(plain(version));
  return notOk(`${quote(version)} is here; the kit’s commands are for ${wanted}.`, {
    text: 'Get it, or write `npx --yes pnpm@12` in the place of `pnpm`:',
    command: `npm install --global pnpm@${wanted}`,
  });
}

/** In a folder without a project, which might ask for a version of its own. */
async function versionOf(
  program: string,
  args: readonly string[],
  { env, signal, system }: Machine,
): Promise<string | undefined> {
  const shell = system.platform === 'win32';
  // Corepack's `pnpm` would download one.
  const offline = { ...env, COREPACK_ENABLE_NETWORK: '0' };
  const options = { cwd: tmpdir(), env: offline, signal, shell };
  return execute(program, args, options).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
}
