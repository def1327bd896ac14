import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import path from 'node:path';

/** An engine of the bench's own: its cache can be emptied, and nobody misses anything. */
export interface BenchEngine {
  /** For `docker` and the kit to use this one. */
  readonly env: NodeJS.ProcessEnv;
  /** Forgets all that was built. */
  empty(): void;
  stop(): void;
}

/**
 * Starts a private engine; what it is made of is kept in the cache for the next time.
 * @param core the one processor that it and its containers may use; all by default.
 * @throws where this machine can have none: see `pnpm engine up`.
 */
export function startEngine(root: string, name: string, core?: number): BenchEngine {
  const cache = process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache');
  const home = path.join(cache, 'docker-workshop-kit', `bench-${name}`);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    WORKSHOP_ENGINE_HOME: home,
    PATH: `${path.join(home, 'bin')}:${process.env.PATH ?? ''}`,
  };
  delete env.DOCKER_HOST;
  const engine = [process.execPath, path.join(root, 'packages/harness/bin/engine.js')];
  const command = (...line: readonly string[]) => {
    const [program = '', ...args] = line;
    return execFileSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  };
  // An engine that runs from an earlier time may have other processors.
  command(...engine, 'down');
  command(...pinnedTo(core), ...engine, 'up');
  const address = /unix:\/\/\S+/.exec(command(...engine, 'status'))?.[0];
  if (address === undefined) throw new Error('The engine of the bench does not run.');
  env.DOCKER_HOST = address;
  return {
    env,
    empty() {
      command('docker', 'image', 'prune', '-f');
      command('docker', 'builder', 'prune', '-af');
    },
    stop: () => void command(...engine, 'down'),
  };
}

/** Words before a command that keep it, and all that it starts, on one processor. */
export function pinnedTo(core: number | undefined): readonly string[] {
  return core === undefined ? [] : ['taskset', '-c', String(core)];
}
