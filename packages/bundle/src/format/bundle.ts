import { quote } from '@kit/checker';
import { parseImageReference } from '@kit/dockerfile';
import * as v from 'valibot';
import { BundleError } from '../bundle-error.ts';
import { isMark } from '../marks.ts';

/**
 * A bundle is one tar: `bundle.json`, then an OCI image layout. Everything else in it, the
 * wheels too, is a blob, named by its SHA-256. `bundle.json` tells what each is for.
 *
 * Whoever made one is a stranger: what is read here is of this shape, or refused.
 */
const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));
/** As tar writes it in one header. */
const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(8 * 2 ** 30 - 1));
const line = v.pipe(v.string(), v.regex(/^[\x20-\x7e]{1,200}$/));
const reference = v.pipe(
  line,
  v.check((text) => {
    const { tag, digest: pinned } = parseImageReference(text) ?? {};
    return tag !== undefined && pinned === undefined && !isMark(text);
  }),
);
const platform = v.pipe(v.string(), v.regex(/^linux\/[a-z0-9]+(\/[a-z0-9]+)?$/));

const entry = v.pipe(
  v.object({ name: v.string(), size, digest }),
  v.check((each) => outerFiles.has(each.name) || each.name === blobName(each.digest)),
);

const packageFile = v.object({
  /** `flask-3.1.2-py3-none-any.whl` */
  file: v.pipe(line, v.regex(/^\w[\w.+!-]*\.whl$/)),
  digest,
});

const bundle = v.object({
  schema: v.literal('workshop/bundle/v1'),
  createdAt: v.pipe(line, v.isoTimestamp()),
  /** Names of the workshops that it was made for. */
  workshops: v.array(line),
  images: v.pipe(
    v.array(
      v.object({
        /** As a Dockerfile names it: `python:3-alpine`. */
        reference,
        /** The image index of its platforms. */
        index: digest,
        platforms: v.pipe(
          v.array(
            v.object({
              platform,
              manifest: digest,
              /** The wheels that lie in the image, where `pip` in it looks for them. */
              packages: v.array(packageFile),
            }),
          ),
          v.minLength(1),
        ),
      }),
    ),
    v.minLength(1),
  ),
  /** All that follows in the tar, in this order. */
  entries: v.pipe(v.array(entry), v.maxLength(10_000)),
});

export type Bundle = v.InferOutput<typeof bundle>;
export type BundleEntry = v.InferOutput<typeof entry>;
export type BundledImage = Bundle['images'][number];
export type BundledPlatform = BundledImage['platforms'][number];

/** Files of the OCI image layout that are no blobs. */
const outerFiles: ReadonlySet<string> = new Set(['oci-layout', 'index.json']);

export const bundleFile = 'bundle.json';
/** More than any has; what is longer is not read. */
export const longestBundleFile = 4 * 2 ** 20;

/** `blobs/sha256/…` */
export function blobName(ofDigest: string): string {
  return `blobs/${ofDigest.replace(':', '/')}`;
}

/**
 * Reads the text of a `bundle.json`.
 * @param where for people, the file or address that it is of.
 * @throws BundleError
 */
export function parseBundle(text: string, where: string): Bundle {
  const read = v.safeParse(bundle, parseJson(text));
  if (read.success) return read.output;
  throw new BundleError(
    `${quote(where)} is no bundle that this kit can read.`,
    'Copy it once more; where that is no help, make one with `pnpm bundle pack`, with the version of the kit that your learners have.',
  );
}

/** @returns nothing where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
