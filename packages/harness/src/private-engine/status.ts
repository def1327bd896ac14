import { existsSync } from 'node:fs';
import { askEngine, engineVersion } from './engine-api.ts';
import { privateEngineLayout } from './layout.ts';
import { standInLabel, standInReference } from './stand-in-image.ts';

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

/** @returns none where the engine has no such image. */
export async function imageLabels(
  socket: string,
  reference: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const path = `/images/${reference}/json`;
  const answer = await askEngine(socket, { path }).catch(() => undefined);
  if (answer === undefined) return undefined;
  const { Config } = JSON.parse(answer) as {
    readonly Config?: { readonly Labels?: Readonly<Record<string, string>> | null };
  };
  return Config?.Labels ?? {};
}
