import { baseImage } from './base-image.ts';
import { copyFiles } from './copy-files.ts';
import { dockerfile } from './dockerfile.ts';
import { exposePort } from './expose-port.ts';
import { installDependencies } from './install-dependencies.ts';
import { packages } from './packages.ts';
import type { Row } from './row.ts';
import { scripts } from './scripts.ts';
import { spellings } from './spellings.ts';
import { startCommand } from './start-command.ts';
import { workingDirectory } from './working-directory.ts';

/** All rows, by what they are about. */
export const tables: Readonly<Record<string, readonly Row[]>> = {
  dockerfile,
  baseImage,
  workingDirectory,
  copyFiles,
  exposePort,
  installDependencies,
  startCommand,
  packages,
  scripts,
  spellings,
};
