import { existsSync } from 'node:fs';
import path from 'node:path';

/** The name by which an engine knows gVisor. */
export const sandboxName = 'runsc';

/**
 * Finds gVisor on this machine: a kernel of its own for each container, between it and the
 * machine's. @returns its program; nothing where it is not installed.
 */
export function findSandbox(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return (env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .map((folder) => path.join(folder, sandboxName))
    .find((program) => existsSync(program));
}

/** An engine's settings for it. It uses the network that the container is given, so that who asks can share that. */
export function sandboxConfig(program: string): object {
  return { runtimes: { [sandboxName]: { path: program, runtimeArgs: ['--network=host'] } } };
}
