import { parseImageReference } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import { lineageOf } from '../stages.ts';
import type { Advice } from '../step.ts';

/**
 * A base image without a tag changes under one's feet.
 * @param example the reference to offer.
 */
export function tagOfBase(example: string): Advice {
  const name = 'tag-of-base';
  return {
    name,
    advise({ plan }) {
      const root = plan.target && lineageOf(plan.target)[0];
      if (root?.base.kind !== 'image') return [];
      const reference = parseImageReference(root.base.reference);
      if (reference === undefined || reference.digest !== undefined) return [];
      if (reference.tag !== undefined && reference.tag !== 'latest') return [];
      const { range } = root.from.words[0] ?? root.from;
      return [
        {
          check: name,
          message: `${quote(root.base.reference)} is whatever version is the newest on the day of the build.`,
          why: 'Without a tag Docker takes `latest`, and that tag moves on. The same Dockerfile can then make another image tomorrow.',
          help: `Name a version: \`FROM ${example}\`.`,
          docs: 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
          range,
        },
      ];
    },
  };
}
