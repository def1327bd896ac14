import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { quote } from '@kit/checker';
import { UsageError } from '@kit/verify';

const skeleton = path.resolve(import.meta.dirname, '../skeleton');

/** As the files of the skeleton have them. */
const skeletonName = 'my-workshop';
const skeletonTitle = 'My workshop';

const longestName = 50;

/**
 * Makes `workshop/NAME` and `apps/NAME` from the skeleton.
 * @param root the folder of the kit, or of another repository of its shape.
 * @returns the two folders, from there.
 * @throws UsageError where the name cannot be one, or something has it; nothing was touched then.
 */
export async function makeWorkshop(name: string, root: string): Promise<readonly string[]> {
  const problem = problemOfName(name, root);
  if (problem !== undefined) throw new UsageError(problem);
  const folders = { workshop: `workshop/${name}`, app: `apps/${name}` };
  const made: string[] = [];
  try {
    for (const [part, folder] of Object.entries(folders)) {
      // Fails where there is one, whatever was there a moment ago.
      await mkdir(path.join(root, folder));
      made.push(folder);
      await fill(path.join(skeleton, part), path.join(root, folder), name);
    }
  } catch (error) {
    for (const folder of made) await rm(path.join(root, folder), { recursive: true });
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError('Another process makes a workshop of this name.', { cause: error });
  }
  return made;
}

function problemOfName(name: string, root: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `${quote(name)} can be no name of a workshop: it is made of words in lower case with hyphens between them, as \`containerize-python\`.`;
  }
  if (name.length > longestName) {
    return `The name is too long: ${name.length} letters, and ${longestName} at most.`;
  }
  const taken = [`workshop/${name}`, `apps/${name}`, `packages/${name}`].find((folder) =>
    existsSync(path.join(root, folder)),
  );
  if (taken === undefined) return undefined;
  return `There is a \`${taken}\` already, and it stays as it is. Choose another name.`;
}

async function fill(from: string, to: string, name: string): Promise<void> {
  const title = (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('-', ' ');
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    if (entry.isDirectory()) {
      await mkdir(target, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    const text = await readFile(source, 'utf8');
    const named = text.replaceAll(skeletonName, name).replaceAll(skeletonTitle, title);
    await writeFile(target, named, { flag: 'wx' });
  }
}
