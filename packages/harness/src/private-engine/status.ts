import { existsSync } from 'node:fs';
import { engineVersion } from './engine-api.ts';
import { privateEngineLayout } from './layout.ts';
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
  | { readonly state: 'stopped' | 'absent' };

/** Whether the private engine is here, running and answering. */
export async function privateEngineStatus(): Promise<PrivateEngineStatus> {
  const { socket, address, programs } = privateEngineLayout();
  const version = existsSync(socket) ? await engineVersion(socket) : undefined;
  if (version === undefined) return { state: existsSync(programs) ? 'stopped' : 'absent' };
  const standIn = (await imageLabels(socket, standInReference))?.[standInLabel] !== undefined;
  return { state: 'running', address, version, standIn };
}
