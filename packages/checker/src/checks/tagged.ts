import { plain, quote } from '../plain-text.ts';
import type { Check } from '../step.ts';
import { broken, holds, unknown } from '../verdict.ts';

const check = 'tagged';
const docs = 'https://docs.docker.com/reference/cli/docker/buildx/build/#tag';

/**
 * On the learner's engine this tag is the image that the present Dockerfile builds.
 * @param tag `name:tag`; `:latest` is left out of the command that is offered.
 */
export function tagged(tag: string): Check {
  const command = `docker build -t ${tag.replace(/:latest$/, '')} .`;
  return {
    name: check,
    wants: { kind: 'tag', tag },
    judge({ evidence }) {
      const found = evidence.tags?.get(tag);
      if (found === undefined) return unknown(`The engine was not asked for ${quote(tag)}.`);
      switch (found.kind) {
        case 'current':
          return holds;
        case 'missing':
          return broken({
            check,
            message: `Your engine has no image named ${quote(tag)}.`,
            why: tag.endsWith(':latest')
              ? 'An image that is built without `-t` has an id and no name. With `-t myapp` it gets the name, and the tag `latest` by itself.'.replaceAll(
                  'myapp',
                  tag.replace(/:latest$/, ''),
                )
              : 'One image can have many tags; each is given by name, after the colon.',
            help: `Run \`${command}\` beside the Dockerfile.`,
            docs,
          });
        case 'other-image': {
          const made =
            found.createdAt === undefined ? '' : `; it was made on ${when(found.createdAt)}`;
          return broken({
            check,
            message: `${quote(tag)} is not the image that this Dockerfile builds now${made}.`,
            why: 'A tag stays with the image it was given to. When the Dockerfile or the files change, only a new build moves the tag to the new image.',
            help: `Run \`${command}\` again, beside the Dockerfile.`,
            docs,
          });
        }
      }
    },
  };
}

/** ISO 8601 to minutes, in UTC as the engine keeps it. The engine's word, so cleaned. */
function when(createdAt: string): string {
  return plain(createdAt, 40).replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, '$1 $2 UTC');
}
