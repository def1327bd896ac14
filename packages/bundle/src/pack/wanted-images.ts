import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { evaluateImagePlan, parseDockerfile, parseImageReference } from '@kit/dockerfile';
import { loadWorkshop, repository, stepFolder } from '@kit/verify';
import { BundleError } from '../bundle-error.ts';

/** An image that learners build on. */
export interface WantedImage {
  readonly reference: string;
  /** Texts of the `requirements.txt` whose packages are to lie in it. */
  readonly requirements: readonly string[];
}

/** What the finished Dockerfiles of workshops begin with, and the packages of their apps. */
export async function wantedImages(workshops: readonly string[]): Promise<readonly WantedImage[]> {
  const wanted = new Map<string, Set<string>>();
  for (const name of workshops) {
    const { steps, app } = await loadWorkshop(name);
    const last = steps.at(-1);
    const folder = stepFolder(name, steps.length - 1, last?.id ?? '');
    const dockerfile = await readFile(path.join(repository, folder, 'solution/Dockerfile'), 'utf8');
    const file = path.join(repository, app, 'requirements.txt');
    const requirements = await readFile(file, 'utf8').catch(() => undefined);
    for (const reference of basesOf(dockerfile)) {
      const known = wanted.get(reference) ?? new Set();
      if (requirements !== undefined && isPython(reference)) known.add(requirements);
      wanted.set(reference, known);
    }
  }
  return [...wanted].map(([reference, requirements]) => ({
    reference,
    requirements: [...requirements],
  }));
}

function basesOf(dockerfile: string): readonly string[] {
  const { stages } = evaluateImagePlan(parseDockerfile(dockerfile), { entries: [] });
  return stages.flatMap(({ base }) =>
    base.kind === 'image' ? [nameInBundle(base.reference)] : [],
  );
}

/**
 * An engine takes `python` for `python:latest`.
 * @throws BundleError where it is pinned to a digest: packages change it, and no archive of images carries it.
 */
export function nameInBundle(reference: string): string {
  const { tag, digest } = parseImageReference(reference) ?? {};
  if (digest === undefined) return tag === undefined ? `${reference}:latest` : reference;
  throw new BundleError(
    `${reference} is pinned to a digest, and an image of a bundle is found by its tag alone.`,
    'Name it by its tag in the `FROM` of the workshop, or pack others with `--workshop`.',
  );
}

function isPython(reference: string): boolean {
  return parseImageReference(reference)?.repository === 'library/python';
}
