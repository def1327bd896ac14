import { referenceOf } from '@kit/bundle/marks';
import { bundledPackages, standInLabel, withDeadline } from '@kit/harness/find';
import { patience } from './engine.ts';
import type { EngineFound } from './engine.ts';

export interface PresentImage {
  /** `linux/amd64` */
  readonly platform: string;
  readonly sizeBytes: number;
  readonly isStandIn: boolean;
  readonly isOfBundle: boolean;
  /** Those that a bundle put in it, `flask 3.1.2`. */
  readonly packages: readonly string[];
}

/** @returns nothing where there is no engine, or it has no such image. */
export async function imageOf(
  found: EngineFound,
  reference: string,
): Promise<PresentImage | undefined> {
  if (found.kind === 'none') return undefined;
  try {
    const image = found.engine.client.getImage(reference);
    const history = image.history() as Promise<readonly { readonly CreatedBy: string }[]>;
    const [{ Os, Architecture, Size, Config, RepoTags }, layers] = await withDeadline(
      // Some Podmans have none of an image that tells no times.
      Promise.all([image.inspect(), history.catch(() => [])]),
      'being asked for an image',
      patience,
    );
    const packages = bundledPackages(layers.map(({ CreatedBy }) => CreatedBy));
    const { Labels } = Config as { readonly Labels?: Readonly<Record<string, string>> | null };
    return {
      platform: `${Os}/${Architecture}`,
      sizeBytes: Size,
      isStandIn: Labels?.[standInLabel] !== undefined,
      isOfBundle: packages.length > 0 || RepoTags.some((name) => referenceOf(name) === reference),
      packages,
    };
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}
