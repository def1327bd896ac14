import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { withDeadline } from '../deadline.ts';
import type { Engine } from '../engine.ts';
import { engineErrorOf } from '../errors.ts';
import { privateEngineLayout } from './layout.ts';
import { programPath } from './programs.ts';

const copyMs = 60_000;

/**
 * Copies an image from one engine to another, by the command that came with the private one:
 * through this process it would leave tens of megabytes behind that nothing gives back.
 * @throws EngineError where one of the engines fails, or after a minute.
 */
export async function copyImage(from: Engine, to: Engine, reference: string): Promise<void> {
  const layout = privateEngineLayout();
  const doing = `copying the base image ${reference}`;
  const [docker, env] = [programPath(layout, 'docker'), { DOCKER_CONFIG: layout.clientConfig }];
  const save = spawn(docker, ['--host', from.address, 'save', reference], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const load = spawn(docker, ['--host', to.address, 'load', '--quiet'], {
    env,
    stdio: [save.stdout, 'ignore', 'pipe'],
  });
  // The other process has it now; kept open here, neither would notice that the other ended.
  save.stdout.destroy();
  try {
    await withDeadline(Promise.all([save, load].map(success)), doing, { ms: copyMs });
  } catch (error) {
    for (const process of [save, load]) process.kill();
    throw engineErrorOf(error, doing);
  }
}

async function success(process: ChildProcess): Promise<void> {
  const exit = once(process, 'exit');
  const said = process.stderr === null ? '' : await text(process.stderr);
  const [code] = (await exit) as [number | null];
  if (code !== 0) throw new Error(said.trim());
}
