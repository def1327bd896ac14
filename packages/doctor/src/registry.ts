import { acceptedManifests, readChallenge, readToken, tokenAddress } from '@kit/bundle/registry';
import type { Answer, Ask } from './web.ts';

export interface Quota {
  readonly limit: number;
  readonly remaining: number;
  /** For people: `6 hours`. */
  readonly period: string;
}

export interface ManifestAnswer {
  readonly status: number;
  /** Absent where the registry names none. */
  readonly quota?: Quota;
}

/**
 * Asks a registry for the manifest of an image of Docker's own, `python:3-alpine`, without
 * pulling it: a HEAD counts as none, https://docs.docker.com/docker-hub/usage/pulls/.
 * @param greet asks `/v2/`, which tells where tokens are given out.
 */
export async function askManifest(
  ask: Ask,
  registry: string,
  greet: () => Promise<Answer>,
  reference: string,
): Promise<ManifestAnswer> {
  const [name = '', tag = ''] = reference.split(':');
  const token = await tokenFor(ask, await greet(), `library/${name}`);
  const { status, header } = await ask(`${registry}/v2/library/${name}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { accept: acceptedManifests, ...(token && { authorization: `Bearer ${token}` }) },
  });
  const quota = quotaOf(header('ratelimit-limit'), header('ratelimit-remaining'));
  return { status, ...(quota && { quota }) };
}

async function tokenFor(ask: Ask, greeting: Answer, repository: string): Promise<string> {
  const challenge = readChallenge(greeting.header('www-authenticate'));
  if (greeting.status !== 401 || challenge === undefined) return '';
  const { body } = await ask(tokenAddress(challenge, repository));
  return readToken(body);
}

/** `100;w=21600`: so many in so many seconds. */
function quotaOf(limit = '', remaining = ''): Quota | undefined {
  const [, count, seconds] = /^(\d+)(?:;w=(\d+))?/.exec(limit) ?? [];
  const [, left] = /^(\d+)/.exec(remaining) ?? [];
  if (count === undefined || left === undefined) return undefined;
  return { limit: Number(count), remaining: Number(left), period: periodOf(Number(seconds)) };
}

function periodOf(seconds: number): string {
  if (!(seconds > 0)) return 'a while';
  const hours = seconds / 3600;
  if (hours === 1) return 'an hour';
  return hours >= 1 ? `${Math.round(hours)} hours` : `${Math.round(seconds / 60)} minutes`;
}
