import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '@kit/verify';
import type { HostileCase, Need, SubmissionTrial } from './hostile-case.ts';

/** A case that is a folder. */
export interface SubmissionCase extends HostileCase {
  readonly trial: SubmissionTrial;
}

export function isSubmission(each: HostileCase): each is SubmissionCase {
  return each.trial.kind === 'submission';
}

/** Why a case cannot be made on this machine; nothing where it can. */
export function whyNotHere({ trial: { needs } }: SubmissionCase): string | undefined {
  const missing: Readonly<Record<Need, string | undefined>> = {
    root: process.getuid?.() === 0 ? undefined : 'only root can make a device',
    unix: process.platform === 'win32' ? 'this system has no such files' : undefined,
  };
  return needs && missing[needs];
}

/** A class in a folder of its own; gone when disposed of. */
export interface HandedIn extends Disposable {
  readonly directory: string;
}

/** Makes each case's folder, named for its id, with the sample app in it. */
export async function handIn(cases: readonly SubmissionCase[]): Promise<HandedIn> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hostile-'));
  const handedIn = {
    directory,
    [Symbol.dispose]: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
  for (const { id, trial } of cases) {
    const folder = path.join(directory, id);
    await cp(path.join(repository, 'apps/python-server'), folder, {
      recursive: true,
      filter: (file) => !path.basename(file).startsWith('Dockerfile'),
    });
    for (const [name, content] of Object.entries(trial.files ?? {})) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    await trial.make?.(folder);
  }
  return handedIn;
}
