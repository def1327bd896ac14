import type { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { quote } from '@kit/checker';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { digestOf } from '../blob-store.ts';
import type { Rest } from '../blob-store.ts';
import { BundleError, NoAnswerError } from '../bundle-error.ts';
import { mediaTypes } from '../format/media-types.ts';
import { acceptedManifests, dockerHub } from './addresses.ts';
import { readChallenge, readToken, tokenAddress } from './bearer.ts';
import { openWay } from './web.ts';
import { whyNoAnswer } from './why-no-answer.ts';

export interface FoundManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A registry, of which images are read as the distribution specification of OCI says. */
export interface Registry {
  /** For people: `Docker Hub`, or its address. */
  readonly name: string;
  /** @param reference a tag or a digest. @throws RegistryError, NoAnswerError */
  readonly manifest: (repository: string, reference: string) => Promise<FoundManifest>;
  /** All of a blob that follows its first `from` bytes. @throws RegistryError, NoAnswerError */
  readonly blob: (
    repository: string,
    digest: string,
    from: number,
  ) => Promise<Rest & { readonly size: number }>;
  readonly close: () => Promise<void>;
}

/** A registry answers, and refuses. */
export class RegistryError extends BundleError {
  readonly status: number;

  constructor(status: number, message: string, help: string, cause?: unknown) {
    super(message, help, cause);
    this.status = status;
  }
}

const longestManifest = 4 * 2 ** 20;
const mostRedirects = 5;
/** Between two pieces of an answer. */
const patienceMs = 30_000;

/** @param address without a slash at the end. */
export function openRegistry(
  address: string = dockerHub,
  env: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Registry {
  const dispatcher = openWay(env);
  const name = address === dockerHub ? 'Docker Hub' : address;
  const tokens = new Map<string, string>();

  const send = async (url: string, headers: Record<string, string>): Promise<Answer> => {
    try {
      return await request(url, {
        headers,
        dispatcher,
        headersTimeout: patienceMs,
        bodyTimeout: patienceMs,
        ...(signal && { signal }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      throw new NoAnswerError(`${name} ${whyNoAnswer(error)}.`, tryAnother, error);
    }
  };

  /** Follows to where a registry keeps its blobs; who asked it is nothing that others are told. */
  const follow = async (first: string, headers: Record<string, string>): Promise<Answer> => {
    let url = first;
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const isHome = new URL(url).origin === new URL(address).origin;
      const { authorization: _, ...anonymous } = headers;
      const answer = await send(url, isHome ? headers : anonymous);
      const location = [answer.headers.location].flat()[0];
      if (answer.statusCode < 300 || answer.statusCode >= 400 || location === undefined) {
        return answer;
      }
      await answer.body.dump();
      url = new URL(location, url).href;
    }
    throw new BundleError(`${name} sends from one address to the next.`, tryAnother);
  };

  const ask = async (
    repository: string,
    path: string,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const url = `${address}/v2/${repository}/${path}`;
    const withToken = () => {
      const token = tokens.get(repository);
      return { ...headers, ...(token && { authorization: `Bearer ${token}` }) };
    };
    const answer = await follow(url, withToken());
    const challenge = readChallenge([answer.headers['www-authenticate']].flat()[0]);
    if (answer.statusCode !== 401 || challenge === undefined) return answer;
    await answer.body.dump();
    // None yet, or one that was given out too long ago.
    const given = await send(tokenAddress(challenge, repository), {});
    if (given.statusCode !== 200) throw await refusal(given, name, repository);
    tokens.set(repository, readToken(await text(given.body)));
    return follow(url, withToken());
  };

  return {
    name,
    async manifest(repository, reference) {
      const answer = await ask(repository, `manifests/${reference}`, { accept: acceptedManifests });
      if (answer.statusCode !== 200) throw await refusal(answer, name, repository);
      const content = await buffer(bounded(answer.body, name));
      const digest = await digestOf([content]);
      if (reference.startsWith('sha256:') && reference !== digest) {
        throw new BundleError(`${name} gives something else for ${reference}.`, tryAnother);
      }
      const mediaType = [answer.headers['content-type']].flat()[0] ?? mediaTypes.manifest;
      return { digest, content, mediaType: mediaType.split(';')[0]?.trim() ?? '' };
    },
    async blob(repository, digest, from) {
      const range = from > 0 ? { range: `bytes=${from}-` } : {};
      const answer = await ask(repository, `blobs/${digest}`, range);
      const { statusCode, headers, body } = answer;
      if (statusCode !== 200 && statusCode !== 206) throw await refusal(answer, name, repository);
      const start = statusCode === 206 ? from : 0;
      return { from: start, size: start + Number(headers['content-length'] ?? 0), content: body };
    },
    close: () => dispatcher.close(),
  };
}

type Answer = Dispatcher.ResponseData;

const tryAnother = 'Try again later, or name a mirror with `--registry ADDRESS`.';

async function* bounded(body: Readable, name: string): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestManifest) {
      throw new BundleError(`${name} gives a manifest that has no end.`, tryAnother);
    }
    yield chunk;
  }
}

async function refusal(
  { statusCode, body }: Answer,
  name: string,
  repository: string,
): Promise<RegistryError> {
  await body.dump();
  const told = (message: string, help = tryAnother) => new RegistryError(statusCode, message, help);
  switch (statusCode) {
    case 429:
      return told(
        `${name} gives no more to this network now: the limit of its pulls is used up.`,
        'Wait for an hour and run the same command again, which goes on where it was, or use another network, or name a mirror with `--registry ADDRESS`.',
      );
    case 401:
    case 403:
      return told(`${name} does not give ${quote(repository)} to whoever has no account.`);
    case 404:
      return told(
        `${name} has no such image of ${quote(repository)}.`,
        'Look whether the name is right.',
      );
    default:
      return told(`${name} refuses ${quote(repository)}, with HTTP ${statusCode}.`);
  }
}
