import { existsSync } from 'node:fs';
import { engineVersion } from './engine-api.ts';
import { privateEngineLayout } from './layout.ts';
import { findDaemon } from './stop-daemon.ts';
import { imageLabels, standInLabel, standInReference } from './stand-in-image.ts';

export type PrivateEngineStatus =
  | {
      readonly state: 'running';
      /** `unix:///…` */
      readonly address: string;
      readonly version: string;
      /** Its `python:3-alpine` is the kit's own. */
      readonly standIn: boolean;
    }
  /** `silent`: its daemon is there, and does not answer. */
  | { readonly state: 'silent' | 'stopped' | 'absent' };

/**
 * Whether the private engine is here, running and answering.
 * @param patience.ms how long it is waited for.
 */
export async function privateEngineStatus(
  patience: { readonly ms?: number } = {},
): Promise<PrivateEngineStatus> {
  const layout = privateEngineLayout();
  const { socket, address, programs } = layout;
  const version = existsSync(socket) ? await engineVersion(socket, patience.ms) : undefined;
  if (version === undefined) {
    const isThere = existsSync(socket) && (await findDaemon(layout)) !== undefined;
    return { state: isThere ? 'silent' : existsSync(programs) ? 'stopped' : 'absent' };
  }
  const standIn = (await imageLabels(socket, standInReference))?.[standInLabel] !== undefined;
  return { state: 'running', address, version, standIn };
}
