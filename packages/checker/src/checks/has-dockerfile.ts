import { errorsElsewhere, refusedBy } from '../blame.ts';
import type { Explanation } from '../diagnostic.ts';
import { list, quote } from '../plain-text.ts';
import type { Check } from '../step.ts';
import type { DockerfileSource } from '../submission.ts';
import { broken, holds } from '../verdict.ts';

const check = 'has-dockerfile';
const docs = 'https://docs.docker.com/build/concepts/dockerfile/';

/**
 * The folder has a Dockerfile that Docker can read. Takes up the builder's
 * errors that no check of an instruction takes up: words that are no
 * instruction, a wrong `LABEL`, …. One without any instruction yet is a
 * beginning, and passes: its missing `FROM` is the matter of `basedOn`.
 * @param options.judgedElsewhere keywords that another check of the workshop judges, as `USER`.
 */
export function hasDockerfile(
  options: { readonly judgedElsewhere?: readonly string[] } = {},
): Check {
  return {
    name: check,
    judge(witness) {
      const { submission, dockerfile } = witness;
      if (submission.dockerfile.kind === 'missing') {
        return broken({ check, ...explainMissing(submission.dockerfile.similar), docs });
      }
      if (submission.dockerfile.kind === 'unusable') {
        return broken({ check, ...explainUnusable(submission.dockerfile), docs });
      }
      if (dockerfile.instructions.length === 0) return holds;
      const errors = errorsElsewhere(witness, options.judgedElsewhere);
      return refusedBy(check, witness, errors) ?? holds;
    },
  };
}

function explainMissing(similar: readonly string[]): Explanation {
  const [name] = similar;
  if (name === undefined) {
    return {
      message: 'This folder has no file named `Dockerfile`.',
      why: '`docker build` reads how to make the image from a text file with exactly this name.',
      help: 'Create a text file named `Dockerfile`, without an extension, beside the app.',
    };
  }
  if (name.includes('/')) {
    return {
      message: `This folder has no \`Dockerfile\`; there is one further down, ${quote(name)}.`,
      why: '`docker build .` looks for the Dockerfile in the folder it is given, and copies only from there.',
      help: `Move ${quote(name)} up into this folder.`,
    };
  }
  const others =
    similar.length > 1
      ? `one of ${list(
          similar.map((other) => quote(other)),
          'or',
        )}`
      : quote(name);
  return {
    message: `This folder has no file named \`Dockerfile\`; there is ${list(similar.map((other) => quote(other)))}.`,
    why:
      name === 'dockerfile'
        ? 'Linux tells upper from lower case. Some builders also try `dockerfile`, others do not; `Dockerfile`, with a capital D, works with all of them.'
        : '`docker build` looks for a file with exactly this name: a capital D, no extension. Some editors add an extension and some systems hide it.',
    help: `Rename ${others} to \`Dockerfile\`.`,
  };
}

type Unusable = Extract<DockerfileSource, { kind: 'unusable' }>;

const helps: Readonly<Record<Unusable['problem'], Pick<Explanation, 'why' | 'help'>>> = {
  directory: {
    why: '`docker build` reads how to make the image from a text file with this name.',
    help: 'Rename or remove the folder, and create a text file named `Dockerfile`.',
  },
  'link-outside': {
    why: '`docker build` sees only what is in the folder it is given, so a link that leads out of it leads nowhere.',
    help: 'Replace the link by a copy of the file it leads to.',
  },
  'broken-link': {
    why: 'Docker follows the link and finds nothing to read.',
    help: 'Replace the link by a text file named `Dockerfile`.',
  },
  'special-file': {
    why: 'Reading it may wait for ever; `docker build` needs a text file.',
    help: 'Remove it, and create a text file named `Dockerfile`.',
  },
  unreadable: {
    why: '`docker build` reads the file as you, and is refused like you.',
    help: 'Let yourself read it: `chmod u+r Dockerfile`.',
  },
  binary: {
    why: 'Docker reads a Dockerfile as lines of UTF-8 text.',
    help: 'Open it in a plain text editor, and save it as text in UTF-8.',
  },
  'utf-16': {
    why: 'Docker reads a Dockerfile as UTF-8. In UTF-16 every letter takes two bytes, and Docker finds no instruction it knows.',
    help: 'Save it again with the encoding UTF-8.',
  },
  'too-large': {
    why: 'A Dockerfile is a short list of instructions; seven lines do for this app. A file as large as this one was meant to be something else.',
    help: 'Put only the instructions in `Dockerfile`.',
  },
};

function explainUnusable({ problem, name, reason }: Unusable): Explanation {
  return { message: `${quote(name)} cannot be read as a Dockerfile. ${reason}`, ...helps[problem] };
}
