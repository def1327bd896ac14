import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { quote } from '@kit/checker';
import type { Workshop } from '@kit/checker';
import { didYouMean, thereIs, UsageError } from '@kit/terminal';

/** The folder of the kit. */
export const repository = path.resolve(import.meta.dirname, '../../..');

/** Where no other is named. */
export const defaultWorkshop = 'containerize-python';

/** What a learner of a workshop types: `pnpm verify --workshop NAME --watch`. */
export function verifyCommand(workshop: string, options = ''): string {
  return `pnpm verify${workshop === defaultWorkshop ? '' : ` --workshop ${workshop}`}${options}`;
}

/** Folder of a step's page, its number first: `workshop/<workshop>/05-expose-port`. */
export function stepFolder(workshop: string, index: number, id: string): string {
  return `workshop/${workshop}/${String(index + 1).padStart(2, '0')}-${id}`;
}

/**
 * Loads `workshop/<name>/workshop.ts`.
 * @param root the folder of the kit, or of another repository of its shape.
 * @throws UsageError naming the nearest workshop where there is none of this name.
 */
export async function loadWorkshop(name: string, root = repository): Promise<Workshop> {
  const names = await workshopNames(root);
  if (!names.includes(name)) {
    throw new UsageError(
      `There is no workshop ${quote(name)}. ${didYouMean(name, names) ?? thereIs(names)}`,
    );
  }
  const file = path.join(root, 'workshop', name, 'workshop.ts');
  const loaded = (await import(pathToFileURL(file).href)) as { readonly default: Workshop };
  return loaded.default;
}

/** Names of the folders below `workshop/` that hold one. */
export async function workshopNames(root = repository): Promise<readonly string[]> {
  const folder = path.join(root, 'workshop');
  const names = await readdir(folder);
  return names.filter((name) => existsSync(path.join(folder, name, 'workshop.ts'))).toSorted();
}
