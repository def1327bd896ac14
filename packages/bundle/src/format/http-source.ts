import { text } from 'node:stream/consumers';
import { quote } from '@kit/checker';
import { request } from 'undici';
import type { Dispatcher } from 'undici';
import type { BlobStore, Rest } from '../blob-store.ts';
import { BundleError, NoAnswerError } from '../bundle-error.ts';
import { letGo } from '../registry/web.ts';
import { whyNoAnswer } from '../registry/why-no-answer.ts';
import { blobName, bundleFile, longestBundleFile, parseBundle } from './bundle.ts';
import type { BundleSource } from './source.ts';

/** Between two pieces of an answer, on a Wi-Fi that forty share. */
const patienceMs = 30_000;

/**
 * A bundle that `pnpm bundle serve` offers. What is fetched of it lies in the store until it
 * is loaded, so that whoever is interrupted goes on where they were.
 * @param address `http://192.168.1.20:4800`
 * @throws BundleError
 */
export async function openBundleAddress(
  address: string,
  store: BlobStore,
  signal?: AbortSignal,
): Promise<BundleSource> {
  const base = new URL(address.endsWith('/') ? address : `${address}/`);
  const ask = async (name: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const url = new URL(name, base).href;
    const patience = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
    let answer: Answer;
    try {
      answer = await request(url, { headers, ...patience, ...(signal && { signal }) });
    } catch (error) {
      signal?.throwIfAborted();
      throw new NoAnswerError(`${quote(address)} ${whyNoAnswer(error)}.`, isItThere, error);
    }
    if (answer.statusCode === 200 || answer.statusCode === 206) return answer;
    await answer.body.dump();
    throw new BundleError(
      `${quote(address)} offers no such bundle (HTTP ${answer.statusCode} for ${name}).`,
      'Type the address that `pnpm bundle serve` shows, once more from the beginning.',
    );
  };

  const told = await ask(bundleFile);
  const length = Number(told.headers['content-length']);
  if (!(length <= longestBundleFile)) letGo(told.body);
  const bundle = parseBundle(length <= longestBundleFile ? await text(told.body) : '', address);
  const fetch = async (name: string, from: number): Promise<Rest> => {
    const { statusCode, body } = await ask(name, from > 0 ? { range: `bytes=${from}-` } : {});
    return { from: statusCode === 206 ? from : 0, content: body };
  };
  return {
    bundle,
    folder: store.folder,
    obtain: (entry, onBytes) =>
      store.obtain(entry, (from) => fetch(blobName(entry.digest), from), {
        signal,
        ...(onBytes && { onBytes }),
      }),
    read: ({ digest }) => store.read(digest),
    forget: store.clear,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

type Answer = Dispatcher.ResponseData;

const isItThere =
  'See that you are on the network of the room, and that `pnpm bundle serve` runs there; then run the same command again: it goes on where it was.';
