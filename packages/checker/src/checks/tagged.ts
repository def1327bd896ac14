import type { TagEvidence } from '../evidence.ts';
import { plain, quote } from '../plain-text.ts';
import type { Explanation } from '../diagnostic.ts';
import type { Check, Witness } from '../step.ts';
import { broken, holdsWith, unknown } from '../verdict.ts';
import { explainOtherImage } from './explain-other-image.ts';
import { noteOfTag } from './image-notes.ts';
import { similarTag } from './similar-tags.ts';

const check = 'tagged';
const docs = 'https://docs.docker.com/reference/cli/docker/buildx/build/#tag';

/**
 * On the learner's engine this tag is the image that the present Dockerfile builds.
 * @param tag `name:tag`; `:latest` is left out of the command that is offered.
 */
export function tagged(tag: string): Check {
  return {
    name: check,
    wants: { kind: 'tag', tag },
    judge(witness) {
      const { tags } = witness.evidence;
      const found = tags?.get(tag);
      if (tags === undefined || found === undefined)
        return unknown(`The engine was not asked for ${quote(tag)}.`);
      if (found.kind === 'current') return holdsWith(noteOfTag(tag, tags));
      const explanation =
        found.kind === 'missing' ? explainMissing(tag, found) : explainOld(tag, found, witness);
      return broken({ check, ...explanation, docs });
    },
  };
}

type Found<Kind extends TagEvidence['kind']> = Extract<TagEvidence, { readonly kind: Kind }>;

function explainMissing(tag: string, { others, present }: Found<'missing'>): Explanation {
  const help = `Run \`${commandFor(tag)}\` beside the Dockerfile.`;
  const missing = `Your engine has no image named ${quote(tag)}`;
  const sibling = siblingOf(tag, present);
  if (tag.endsWith(':latest') && sibling !== undefined) {
    return {
      message: `${missing}; the image of your Dockerfile is there as ${quote(sibling)}.`,
      why: 'Docker adds the tag `latest` only where `-t` gives a name without a tag.',
      help,
    };
  }
  const similar = similarTag(tag, others);
  if (similar !== undefined) {
    return { message: `${missing}; it has ${quote(similar.name)}.`, why: similar.why, help };
  }
  return {
    message: `${missing}.`,
    why: tag.endsWith(':latest')
      ? `An image that is built without \`-t\` has an id and no name. With \`-t ${nameOf(tag)}\` it gets the name, and the tag \`latest\` by itself.`
      : 'One image can have many tags; each is given by name, after the colon.',
    help,
  };
}

function explainOld(tag: string, image: Found<'other-image'>, witness: Witness): Explanation {
  const { more, isStranger, ...told } = explainOtherImage(tag, image, witness);
  const sibling = siblingOf(tag, image.present);
  const made =
    image.createdAt === undefined ? undefined : `It was made on ${when(image.createdAt)}.`;
  const moved =
    sibling &&
    `${quote(sibling)} is the image of your present Dockerfile; each tag moves on its own.`;
  const rule =
    'A tag stays with the image it was given to. When the Dockerfile or the files change, only a new build moves the tag to the new image.';
  return {
    ...told,
    why: [more, made, rule, moved].filter((sentence) => sentence !== undefined).join(' '),
    help: isStranger
      ? `Run \`${commandFor(tag)}\` beside the Dockerfile: it moves the tag to your image.`
      : `Run \`${commandFor(tag)}\` again, beside the Dockerfile.`,
  };
}

/** Another tag of the same repository. */
function siblingOf(tag: string, names: readonly string[]): string | undefined {
  return names.find((name) => name !== tag && nameOf(name) === nameOf(tag));
}

function commandFor(tag: string): string {
  return `docker build -t ${tag.replace(/:latest$/, '')} .`;
}

function nameOf(tag: string): string {
  return tag.slice(0, tag.lastIndexOf(':'));
}

/** ISO 8601 to minutes, in UTC as the engine keeps it. The engine's word, so cleaned. */
function when(createdAt: string): string {
  return plain(createdAt, 40).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');
}
