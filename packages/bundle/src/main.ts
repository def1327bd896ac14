import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { list, quote } from '@kit/checker';
import { connectEngine, obtainEngine } from '@kit/harness';
import type { Engine } from '@kit/harness';
import { cacheFolder } from '@kit/harness/cache-folder';
import { writeTo } from '@kit/harness/write-to';
import { faultOf, Interrupted, mayGetPrivateEngine, runCommand, workshopNames } from '@kit/verify';
import { isInteractive, UsageError } from '@kit/terminal';
import { openBlobStore } from './blob-store.ts';
import type { BlobStore } from './blob-store.ts';
import { openBundleFile } from './format/file-source.ts';
import { requireWritable } from './format/write-bundle.ts';
import { openBundleAddress } from './format/http-source.ts';
import type { BundleSource } from './format/source.ts';
import { loadBundle } from './load/load-bundle.ts';
import { unloadBundle } from './load/unload-bundle.ts';
import { readOptions, usage } from './options.ts';
import type { PackOptions, ServeOptions } from './options.ts';
import { packBundle } from './pack/pack-bundle.ts';
import { wantedImages } from './pack/wanted-images.ts';
import { openProgress } from './progress.ts';
import { openRegistry } from './registry/registry.ts';
import { serveBundle } from './serve/serve-bundle.ts';
import { inMegabytes } from './size.ts';

/**
 * `pnpm bundle`.
 * @returns the exit code: 0 done, 2 it could not be done.
 */
export function main(args: readonly string[]): Promise<number> {
  return runCommand((signal) => run(args, signal), tell);
}

function tell(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  if (error instanceof Interrupted) return 'Stopped. Run again, it goes on where it was.';
  const { reason, help } = faultOf(error);
  return `${reason}\n${help}`;
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readOptions(args);
  switch (options.command) {
    case 'help':
      await say(usage.trimEnd());
      return 0;
    case 'pack':
      return pack(options, signal);
    case 'serve':
      return serve(options, signal);
    case 'load':
      return load(options.from, signal);
    case 'unload':
      return unload();
  }
}

async function pack(options: PackOptions, signal: AbortSignal): Promise<number> {
  const since = performance.now();
  await requireWritable(options.output);
  const workshops = options.workshops.length > 0 ? options.workshops : await workshopNames();
  const images = await wantedImages(workshops);
  const registry = openRegistry(options.registry, process.env, signal);
  using progress = openProgress(process.stdout);
  const bundle = await packBundle({
    ...options,
    workshops,
    images,
    registry,
    store: storeOf('pack'),
    engine: () => anEngine(signal, progress.say),
    onBytes: progress.bytes,
    say: progress.say,
    signal,
  });
  const { output } = options;
  const { size } = await stat(output);
  const seconds = Math.round((performance.now() - since) / 1000);
  const names = list(bundle.images.map(({ reference }) => reference));
  progress.say(
    `\n${quote(output)} is ready after ${seconds} s: ${inMegabytes(size)}, with ${names}.\nIn the room: \`pnpm bundle serve ${output}\`. From a stick: \`pnpm bundle load ${output}\`.`,
  );
  return 0;
}

async function serve(options: ServeOptions, signal: AbortSignal): Promise<number> {
  const tellLine = (line: string) => process.stdout.write(`${line}\n`);
  await serveBundle(options, storeOf('serve'), tellLine, signal);
  if (!(signal.reason instanceof Interrupted)) throw signal.reason;
  return 0;
}

async function load(from: string, signal: AbortSignal): Promise<number> {
  await using source = await openSource(from, signal);
  using progress = openProgress(process.stdout);
  const engine = await anEngine(signal, progress.say);
  const loaded = await loadBundle(
    source,
    engine,
    {
      total: (bytes) =>
        progress.say(`Getting ${inMegabytes(bytes)}, and looking whether they are whole…`),
      bytes: progress.bytes,
      loading: (reference) => progress.say(`Giving ${reference} to ${engine.name}…`),
    },
    signal,
  );
  for (const { reference, packages, kept } of loaded) {
    const inside = packages.length > 0 ? `, with ${packages.length} Python packages in it` : '';
    const before = kept === undefined ? '' : ` What was there before is ${kept} now.`;
    progress.say(`${reference} is here${inside}.${before}`);
  }
  progress.say(
    '\nA Dockerfile that begins with it builds without the Internet. `pnpm bundle unload` undoes it.',
  );
  return 0;
}

async function unload(): Promise<number> {
  const unloaded = await unloadBundle(await connectEngine());
  for (const { reference, isGivenBack } of unloaded) {
    await say(
      isGivenBack
        ? `${reference} is again what it was before.`
        : `${reference} of the bundle is gone.`,
    );
  }
  if (unloaded.length === 0) await say('No bundle was loaded into this engine.');
  return 0;
}

function openSource(from: string, signal: AbortSignal): Promise<BundleSource> {
  const isShort = /^[\w.-]+:\d+$/.test(from) && !existsSync(from);
  const address = isShort ? `http://${from}` : from;
  return /^https?:\/\//i.test(address) && URL.canParse(address)
    ? openBundleAddress(address, storeOf('load'), signal)
    : openBundleFile(from, signal);
}

/** Each command has blobs of its own. */
function storeOf(command: 'pack' | 'serve' | 'load'): BlobStore {
  return openBlobStore(path.join(cacheFolder(), 'bundle', command));
}

function anEngine(signal: AbortSignal, onProgress: (line: string) => void): Promise<Engine> {
  return obtainEngine({
    signal,
    onProgress,
    mayStartPrivateEngine: () =>
      mayGetPrivateEngine(isInteractive(process.stderr), signal, onProgress),
  });
}

function say(line: string): Promise<void> {
  return writeTo(process.stdout, `${line}\n`);
}
