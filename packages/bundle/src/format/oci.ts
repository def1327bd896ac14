import * as v from 'valibot';
import { BundleError } from '../bundle-error.ts';
import { parseJson } from './bundle.ts';
import { mediaTypes } from './media-types.ts';

/** The parts of the OCI image specification that are looked at. */
const descriptor = v.looseObject({
  mediaType: v.string(),
  digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const manifest = v.looseObject({
  mediaType: v.optional(v.string(), mediaTypes.manifest),
  config: descriptor,
  layers: v.array(descriptor),
});

const index = v.looseObject({
  manifests: v.array(
    v.looseObject({
      ...descriptor.entries,
      platform: v.optional(
        v.looseObject({
          os: v.string(),
          architecture: v.string(),
          variant: v.optional(v.string()),
        }),
      ),
    }),
  ),
});

const config = v.looseObject({
  os: v.string(),
  architecture: v.string(),
  variant: v.optional(v.string()),
  config: v.optional(
    v.nullable(v.looseObject({ Labels: v.nullish(v.record(v.string(), v.string())) })),
  ),
  rootfs: v.looseObject({ diff_ids: v.array(v.string()) }),
  history: v.optional(v.array(v.looseObject({}))),
});

export type Descriptor = v.InferOutput<typeof descriptor>;
export type Manifest = v.InferOutput<typeof manifest>;

export const parseManifest = reader(manifest, 'manifest');
export const parseIndex = reader(index, 'image index');
export const parseConfig = reader(config, 'image config');

/** @throws BundleError where a text is not of the shape. */
function reader<Schema extends v.GenericSchema>(schema: Schema, name: string) {
  return (text: string): v.InferOutput<Schema> => {
    const read = v.safeParse(schema, parseJson(text));
    if (read.success) return read.output;
    throw new BundleError(
      `What should be an ${name} is none.`.replace('an m', 'a m'),
      'The image is damaged where it comes from: try another source.',
    );
  };
}

/** `linux/arm64`; the variant only where it tells processors of one name apart. */
export function platformOf(of: {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string | undefined;
}): string {
  const { os, architecture, variant } = of;
  return architecture === 'arm' && variant ? `${os}/arm/${variant}` : `${os}/${architecture}`;
}
