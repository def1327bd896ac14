import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Layout } from './layout.ts';
import { privateEngineLayout } from './layout.ts';
import { programPath } from './programs.ts';

/** Writes a `docker` that talks to the private engine, whatever else is on the machine. */
export async function writeDockerCommand(layout: Layout): Promise<void> {
  const { commands, clientConfig, programs, address } = layout;
  const config = { cliPluginsExtraDirs: [path.join(programs, 'usr/libexec/docker/cli-plugins')] };
  await mkdir(clientConfig, { recursive: true });
  await writeFile(path.join(clientConfig, 'config.json'), JSON.stringify(config));
  const script = `#!/bin/sh
# Docker's command, for the private engine of the Docker workshop kit.
DOCKER_HOST=\${DOCKER_HOST:-${quote(address)}}
DOCKER_CONFIG=\${DOCKER_CONFIG:-${quote(clientConfig)}}
export DOCKER_HOST DOCKER_CONFIG
exec ${quote(programPath(layout, 'docker'))} "$@"
`;
  await mkdir(commands, { recursive: true });
  await writeFile(path.join(commands, 'docker'), script, { mode: 0o755 });
}

/**
 * The line that gives a shell the `docker` of the private engine.
 * @returns nothing where the shell that we run in has it, or there is none.
 */
export function howToUseDocker(
  env = process.env,
  { commands } = privateEngineLayout(),
): string | undefined {
  const hasIt = env.PATH?.split(path.delimiter).includes(commands) === true;
  if (hasIt || !existsSync(path.join(commands, 'docker'))) return undefined;
  return `export PATH=${quote(commands)}:$PATH`;
}

function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
