import { standInLabel, withDeadline } from '@kit/harness/find';
import { patience } from './engine.ts';
import type { EngineFound } from './engine.ts';

export interface PresentImage {
  /** `linux/amd64` */
  readonly platform: string;
  readonly sizeBytes: number;
  readonly isStandIn: boolean;
}

/** @returns nothing where there is no engine, or it has no such image. */
export async function imageOf(
  found: EngineFound,
  reference: string,
): Promise<PresentImage | undefined> {
  if (found.kind === 'none') return undefined;
  try {
    const { Os, Architecture, Size, Config } = await withDeadline(
      found.engine.client.getImage(reference).inspect(),
      'being asked for an image',
      patience,
    );
    const { Labels } = Config as { readonly Labels?: Readonly<Record<string, string>> | null };
    return {
      platform: `${Os}/${Architecture}`,
      sizeBytes: Size,
      isStandIn: Labels?.[standInLabel] !== undefined,
    };
  } catch (error) {
    if ((error as { readonly statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}
