import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts files of grading in the place of a learner's: each takes the place of
 * every regular file of its name in the folder, and stands at its root where
 * there is none.
 */
export async function layOverlay(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const found = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => ({ name, at: path.join(parentPath, name) }));
  for (const [name, text] of Object.entries(files)) {
    const places = found.filter((file) => file.name === name).map(({ at }) => at);
    for (const place of places.length > 0 ? places : [path.join(folder, name)]) {
      await writeFile(place, text);
    }
  }
}
