import { parseArgs } from 'node:util';
import {
  howToUseDocker,
  startPrivateEngine,
  stopPrivateEngine,
  privateEngineStatus,
} from './private-engine/index.ts';

const usage = `pnpm engine up | down | status

The kit's own private container engine, for Debian and Ubuntu machines that have none.

  up               gets it where it is missing, and starts it
  down             ends it with its containers, and takes back what it changed
  down --purge     removes its images and programs too
  status           tells whether it runs, and where

It lives in its own folder, with its own socket; no service of the system is touched.
It brings Docker's own command, \`docker\`: \`status\` tells how to use it.
`;

/**
 * `pnpm engine`. The one place that catches.
 * @returns the exit code: 0, or 2 where it could not be done.
 */
export async function main(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interruption.abort(new Error('Stopped.')));
  }
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { purge: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    const [command = '', ...more] = positionals;
    if (more.length > 0) throw new Error(`\`pnpm engine ${command}\` takes nothing more.`);
    if (values.purge && command !== 'down') throw new Error('--purge goes with `down`.');
    return await run(command, values.purge === true, interruption.signal);
  } catch (error) {
    const { message, help } = error as Error & { readonly help?: string };
    process.stderr.write([message, ...(help === undefined ? [] : [help]), ''].join('\n'));
    return 2;
  }
}

async function run(command: string, purge: boolean, signal: AbortSignal): Promise<number> {
  switch (command) {
    case 'up': {
      const onProgress = (text: string) => process.stderr.write(`${text}\n`);
      await startPrivateEngine({ signal, onProgress });
      return tellStatus();
    }
    case 'down': {
      const outcome = await stopPrivateEngine({ purge });
      print(outcome === 'stopped' ? 'Stopped.' : 'It was not running.');
      return 0;
    }
    case 'status':
      return tellStatus();
    default:
      process.stderr.write(usage);
      return 2;
  }
}

async function tellStatus(): Promise<number> {
  const status = await privateEngineStatus();
  if (status.state === 'running') {
    print(`Running: Docker ${status.version} at ${status.address}`);
    if (status.standIn) {
      print('Its python:3-alpine is a stand-in made from Debian packages, with its own wheels.');
    }
    const command = howToUseDocker();
    if (command !== undefined) print(`For its \`docker\` in this terminal:\n  ${command}`);
  } else {
    print(
      status.state === 'stopped'
        ? 'Not running; `pnpm engine up` starts it.'
        : 'There is none; `pnpm engine up` gets it.',
    );
  }
  return 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
