import path from 'node:path';

/** Of all that is remembered of a class, in the folder of its reports. */
export function storeFolder(out: string): string {
  return path.join(out, '.store');
}
