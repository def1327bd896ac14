import { dockerHub } from '@kit/bundle/registry';
import type { System } from '@kit/harness/find';
import { thisSystem } from '@kit/harness/find';
import { lookForEngine } from './engine.ts';
import type { EngineFound } from './engine.ts';
import { openWeb } from './web.ts';
import type { Answer, Ask } from './web.ts';

/** What the checks examine. What several of them want to know is asked for once. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly system: System;
  /** Version of the Node that runs. */
  readonly node: string;
  /** The port that the workshop's app is published on. */
  readonly port: number;
  readonly places: Places;
  /** Never rejects. */
  readonly engine: () => Promise<EngineFound>;
  /** The registry's greeting: whether it answers at all, and where it gives out tokens. */
  readonly registry: () => Promise<Answer>;
  /** The Python index's page of a package that there always is. */
  readonly pythonIndex: () => Promise<Answer>;
  /** Through the proxy that the environment names. */
  readonly ask: Ask;
  /** Aborted when everybody has waited long enough. */
  readonly signal: AbortSignal;
  readonly patienceMs: number;
}

/** Addresses without a slash at the end. */
export interface Places {
  readonly registry: string;
  readonly pythonIndex: string;
  /** Tells of which platforms a tag is made, without counting as a pull. */
  readonly hub: string;
}

const publicPlaces: Places = {
  registry: dockerHub,
  pythonIndex: 'https://pypi.org',
  hub: 'https://hub.docker.com',
};

/** How long anybody is waited for; with the start of two processes, all takes five seconds. */
const patienceMs = 3500;

export function thisMachine(parts: Partial<Machine> = {}): Machine {
  const env = parts.env ?? process.env;
  const signal = parts.signal ?? AbortSignal.timeout(patienceMs);
  const places = parts.places ?? publicPlaces;
  const ask = openWeb(env, signal);
  return {
    env,
    system: thisSystem(),
    node: process.versions.node,
    port: 8000,
    places,
    engine: once(() => lookForEngine(signal)),
    registry: once(() => ask(`${places.registry}/v2/`)),
    pythonIndex: once(() => ask(`${places.pythonIndex}/simple/pip/`, { method: 'HEAD' })),
    ask,
    signal,
    patienceMs,
    ...parts,
  };
}

function once<Result>(find: () => Promise<Result>): () => Promise<Result> {
  let found: Promise<Result> | undefined;
  return () => (found ??= find());
}
