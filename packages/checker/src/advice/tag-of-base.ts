import { parseImageReference } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import { lineageOf } from '../stages.ts';
import type { Advice } from '../step.ts';
import { hadolintRule } from '../rules.ts';

const docs = 'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions';

/**
 * A base image without a tag, or with one that moves on from version to
 * version, changes under one's feet.
 * @param example the reference to offer where there is no tag.
 * @param pinned the one to offer where a tag moves on.
 */
export function tagOfBase(example: string, pinned: string): Advice {
  const name = 'tag-of-base';
  return {
    name,
    advise({ plan }) {
      const root = plan.target && lineageOf(plan.target)[0];
      if (root?.base.kind !== 'image') return [];
      const reference = parseImageReference(root.base.reference);
      if (reference === undefined || reference.digest !== undefined) return [];
      const { range } = root.from.words[0] ?? root.from;
      const { tag } = reference;
      if (tag !== undefined && tag !== 'latest') {
        if (!/^\d+(-|$)/.test(tag)) return [];
        return [
          {
            check: name,
            message: `${quote(root.base.reference)} moves on to the next minor version when there is one.`,
            why: 'The same Dockerfile can then make another image next year. In a project of your own, name the version you tried it with.',
            help: `Name it more exactly, as in \`FROM ${pinned}\`.`,
            docs,
            range,
          },
        ];
      }
      return [
        {
          check: name,
          message: `${quote(root.base.reference)} is whatever version is the newest on the day of the build.`,
          why: 'Without a tag Docker takes `latest`, and that tag moves on. The same Dockerfile can then make another image tomorrow.',
          help: `Name a version: \`FROM ${example}\`.`,
          ...hadolintRule(tag === undefined ? 'DL3006' : 'DL3007'),
          range,
        },
      ];
    },
  };
}
