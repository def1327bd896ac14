import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { claim } from '../claim.ts';
import type { Claim, Problem } from '../claim.ts';
import type { Content } from '../content.ts';

/** What has to hold of a workshop as a whole. */
export function claimsOfWorkshop(content: Content): readonly Claim[] {
  return [
    claim('has a folder for each step and no other', () => strayFolders(content)),
    claim('has an app, and what it names of it', () => missingFiles(content)),
  ];
}

async function strayFolders({ root, workshop, folders }: Content): Promise<readonly Problem[]> {
  const entries = await readdir(path.join(root, 'workshop', workshop.name));
  const known = folders.map(({ name }) => name);
  return entries
    .filter((entry) => /^\d/.test(entry) && !known.includes(entry))
    .toSorted()
    .map((entry) => ({
      file: `workshop/${workshop.name}/${entry}`,
      message: 'No step of the list in `workshop.ts` has this folder.',
      help: 'Put the step into that list, or take the folder away.',
    }));
}

function missingFiles({ root, workshop: { name, app, rebuild } }: Content): readonly Problem[] {
  const file = `workshop/${name}/workshop.ts`;
  const wanted = [
    { field: 'app', path: app },
    ...(rebuild === undefined
      ? []
      : [
          { field: 'rebuild.change.file', path: `${app}/${rebuild.change.file}` },
          {
            field: 'rebuild.instead.dockerfile',
            path: `workshop/${name}/${rebuild.instead.dockerfile}`,
          },
        ]),
  ];
  return wanted
    .filter((each) => !existsSync(path.join(root, each.path)))
    .map((each) => ({
      file,
      message: `There is no \`${each.path}\`, which it names as \`${each.field}\`.`,
      help: `Make it, or name another in \`${each.field}\`.`,
    }));
}
