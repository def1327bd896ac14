import {
  howToUseDocker,
  startPrivateEngine,
  stopPrivateEngine,
  privateEngineStatus,
} from './private-engine/index.ts';
import { writeTo } from './write-to.ts';

const usage = `pnpm engine up | down | status

The kit's own private container engine, for Debian and Ubuntu machines that have none.

  up               gets it where it is missing, and starts it
  down             ends it with its containers, and takes back what it changed
  down --purge     removes its images and programs too
  status           tells whether it runs, and where

It lives in its own folder, with its own socket; no service of the system is touched.
It brings Docker's own command, \`docker\`: \`status\` tells how to use it.
`;

/** The command line cannot be understood. */
class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly help = 'Run `pnpm engine --help` to see what there is.';
}

interface Command {
  readonly name: 'up' | 'down' | 'status' | 'help';
  readonly purge: boolean;
}

/**
 * `pnpm engine`. The one place that catches.
 * @returns the exit code: 0, or 2 where it could not be done.
 */
export async function main(args: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => interruption.abort(new Error('Stopped.')));
  }
  // Where nobody reads on, the exit code still tells.
  process.stderr.on('error', () => undefined);
  try {
    await run(readCommand(args), interruption.signal);
    return 0;
  } catch (error) {
    const { message, help } = error as Error & { readonly help?: string };
    process.stderr.write([message, ...(help === undefined ? [] : [help]), ''].join('\n'));
    return 2;
  }
}

/** @throws UsageError */
function readCommand(args: readonly string[]): Command {
  if (args.includes('--help') || args.includes('-h')) return { name: 'help', purge: false };
  const [name, ...more] = args;
  switch (name) {
    case 'up':
    case 'status':
      if (more.length > 0) throw new UsageError(`\`pnpm engine ${name}\` takes nothing more.`);
      return { name, purge: false };
    case 'down':
      if (more.some((each) => each !== '--purge')) {
        throw new UsageError('`pnpm engine down` takes `--purge`, and nothing more.');
      }
      return { name, purge: more.length > 0 };
    case undefined:
      throw new UsageError('`pnpm engine` needs to know what to do: `up`, `down` or `status`.');
    default:
      throw new UsageError(`\`pnpm engine\` has no ${JSON.stringify(name)}.`);
  }
}

async function run({ name, purge }: Command, signal: AbortSignal): Promise<void> {
  switch (name) {
    case 'help':
      return writeTo(process.stdout, usage);
    case 'up':
      await startPrivateEngine({
        signal,
        onProgress: (text) => void process.stderr.write(`${text}\n`),
      });
      return tellStatus();
    case 'down': {
      const outcome = await stopPrivateEngine({ purge });
      return print(outcome === 'stopped' ? 'Stopped.' : 'It was not running.');
    }
    case 'status':
      return tellStatus();
  }
}

const notRunning = {
  silent: 'It is there, and does not answer; `pnpm engine up` starts it anew.',
  stopped: 'Not running; `pnpm engine up` starts it.',
  absent: 'There is none; `pnpm engine up` gets it.',
} as const;

async function tellStatus(): Promise<void> {
  const status = await privateEngineStatus();
  if (status.state !== 'running') return print(notRunning[status.state]);
  await print(`Running: Docker ${status.version} at ${status.address}`);
  if (status.standIn) {
    await print(
      'Its python:3-alpine is a stand-in made from Debian packages, with its own wheels.',
    );
  }
  const command = howToUseDocker();
  if (command !== undefined) await print(`For its \`docker\` in this terminal:\n  ${command}`);
}

function print(line: string): Promise<void> {
  return writeTo(process.stdout, `${line}\n`);
}
