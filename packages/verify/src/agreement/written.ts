import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A Dockerfile and what is beside it. */
export interface Written {
  readonly dockerfile: string;
  /** Content by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Where symbolic links lead, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /** Text of `.dockerignore`. */
  readonly ignore?: string;
  /** Text of `Dockerfile.dockerignore`. */
  readonly ownIgnore?: string;
}

/** Content of every file of the context by its path. */
export function textsOf({
  dockerfile,
  files,
  ignore,
  ownIgnore,
}: Written): Readonly<Record<string, string>> {
  return {
    ...files,
    Dockerfile: dockerfile,
    ...(ignore !== undefined && { '.dockerignore': ignore }),
    ...(ownIgnore !== undefined && { 'Dockerfile.dockerignore': ownIgnore }),
  };
}

/** Writes the context to a folder. */
export async function writeAll(directory: string, written: Written): Promise<void> {
  for (const [name, text] of Object.entries(textsOf(written))) {
    await mkdir(path.dirname(path.join(directory, name)), { recursive: true });
    await writeFile(path.join(directory, name), text);
  }
  for (const [name, target] of Object.entries(written.links ?? {})) {
    await symlink(target, path.join(directory, name));
  }
}
