import { standInLabel } from '@kit/harness';
import { parseConfig } from './format/oci.ts';

/** Whether an image is the kit's own, and none of Docker Hub's. @param config its text. */
export function isStandIn(config: string): boolean {
  return parseConfig(config).config?.Labels?.[standInLabel] !== undefined;
}
