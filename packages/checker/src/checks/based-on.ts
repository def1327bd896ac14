import type { Base, ImageReference, Instruction, Problem } from '@kit/dockerfile';
import { isKnown, parseImageReference } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { diagnosticOf, errorsAbout } from '../blame.ts';
import type { Explanation, Verdict } from '../diagnostic.ts';
import { meantBy } from '../keywords.ts';
import { explainLookAlike } from '../look-alikes.ts';
import { officialNameOf } from '../official-image.ts';
import { quote } from '../plain-text.ts';
import { readNodeTag } from '../node/image-tag.ts';
import { readPythonTag } from '../python/image-tag.ts';
import { buildKitRule } from '../rules.ts';
import { textAt } from '../source-text.ts';
import { lineageOf } from '../stages.ts';
import type { Check, Witness } from '../step.ts';
import { explainOneLine } from '../stray-lines.ts';
import { broken, holds, unknown } from '../verdict.ts';

const check = 'based-on';
const docs = 'https://docs.docker.com/reference/dockerfile/#from';

interface Wanted {
  /** Of an official image on Docker Hub. */
  readonly repository: keyof typeof languages;
  readonly major: number;
  /** The reference to offer. */
  readonly example: string;
}

/** The official images that an app can be written for, and what they bring. */
const languages = {
  python: { language: 'Python', installer: 'pip', readTag: readPythonTag },
  node: { language: 'Node.js', installer: 'npm', readTag: readNodeTag },
} as const;

function hubOf({ repository }: Wanted): string {
  return `https://hub.docker.com/_/${repository}`;
}

/** The image starts from this official image, through however many stages and arguments. */
export function basedOn(wanted: Wanted): Check {
  return {
    name: check,
    base: wanted.repository,
    judge(witness) {
      const errors = errorsAbout(witness, 'FROM');
      if (witness.plan.stages.length > 0 && errors.length > 0) {
        const example = `FROM ${wanted.example}`;
        return broken(
          ...errors.map((error) => ({
            ...diagnosticOf(check, witness, error, example),
            ...explainError(witness, error, wanted),
          })),
        );
      }
      const { target } = witness.plan;
      const root = target && lineageOf(target)[0];
      if (root === undefined) return broken({ check, ...explainNoFrom(witness, wanted) });
      return judgeBase(wanted, root.base, root.from, witness);
    },
  };
}

function explainError(
  { dockerfile }: Witness,
  { code, instruction }: Problem,
  wanted: Wanted,
): Partial<Explanation> {
  const [image, second] = instruction?.words ?? [];
  if (code === 'no-build-stage') {
    const from = dockerfile.instructions.find(({ keyword }) => keyword === 'FROM') ?? instruction;
    const text = from && quote(textAt(dockerfile, from.range));
    return {
      message: `Instructions stand before the first \`FROM\`.`,
      help: `Move ${text} to the top.`,
      ...(from && { range: from.range }),
    };
  }
  if (code === 'invalid-reference') return explainInvalid(image?.text ?? '', wanted);
  if (code !== 'from-arguments' || second === undefined || second.text.startsWith('#')) return {};
  if (instruction !== undefined && explainOneLine(instruction) !== undefined) return {};
  return {
    why: 'The name of the image and its tag are one word, `name:tag`. After it only `AS` and a name for the stage can follow.',
  };
}

function judgeBase(wanted: Wanted, base: Base, from: Instruction, witness: Witness): Verdict {
  const range = from.words[0]?.range ?? from.range;
  const is = (explanation: Explanation) => broken({ check, range, ...explanation });
  if (base.kind !== 'image') return is(explainScratch(wanted));
  if (!isKnown(base.reference)) return unknown('Only a build can tell which image `FROM` names.');
  const reference = parseImageReference(base.reference);
  if (reference === undefined) return is(explainInvalid(base.reference, wanted));
  if (isMirrorOfHub(reference, wanted)) {
    return unknown(`Only the registry can tell what ${quote(base.reference)} holds.`);
  }
  if (officialNameOf(reference) !== wanted.repository) {
    return is(explainOtherImage(base.reference, reference, wanted, witness));
  }
  const { tag, digest } = reference;
  if (tag === undefined && digest !== undefined) {
    const { language } = languages[wanted.repository];
    return unknown(`A digest alone does not tell which ${language} the image has.`);
  }
  const meaning = languages[wanted.repository].readTag(tag ?? 'latest');
  switch (meaning.kind) {
    case 'unknown':
      return unknown(`Only Docker Hub can tell whether ${quote(base.reference)} exists.`);
    case 'nearly':
      return is(explainNearly(base.reference, tag ?? '', meaning.tag, wanted));
    case 'version':
      return meaning.major === wanted.major
        ? holds
        : is(explainMajor(base.reference, meaning.major, wanted));
  }
}

/** Another registry that carries Docker's official images under the same names: a mirror of the room or the company. */
function isMirrorOfHub({ registry, repository }: ImageReference, wanted: Wanted): boolean {
  return registry !== 'docker.io' && `/${repository}`.endsWith(`/library/${wanted.repository}`);
}

function explainNoFrom(witness: Witness, { example }: Wanted): Explanation {
  const error = errorsAbout(witness, 'FROM').find(
    ({ instruction }) => instruction && meantBy(instruction)?.keyword === 'FROM',
  );
  if (error !== undefined) return diagnosticOf(check, witness, error, `FROM ${example}`);
  const [first] = witness.dockerfile.instructions;
  if (first === undefined) return explainEmpty(witness, example);
  return (
    explainLookAlike(witness, 'FROM', () => true) ?? {
      message: 'The Dockerfile has no `FROM`.',
      why: 'An image is built on top of another one, its base image. Docker carries out no other instruction before it knows the base.',
      help: `Make \`FROM ${example}\` the first instruction.`,
      docs,
      range: first.keywordRange,
    }
  );
}

function explainEmpty(witness: Witness, example: string): Explanation {
  const line = `FROM ${example}`;
  const lookAlike = explainLookAlike(witness, 'FROM', () => true);
  if (lookAlike !== undefined) return lookAlike;
  const isBlank = witness.dockerfile.text.trim() === '';
  return {
    message: isBlank
      ? 'The `Dockerfile` is empty.'
      : 'The `Dockerfile` holds only comments, and no instruction.',
    why: 'Docker builds an image by carrying out instructions, on top of a base image that the first one, `FROM`, names.',
    help: `Write the line \`${line}\`, and save the file.`,
    docs,
  };
}

function explainScratch({ example, repository }: Wanted): Explanation {
  const { language, installer } = languages[repository];
  return {
    message: 'The image starts from `scratch`, that is from nothing.',
    why: `\`scratch\` has no files at all: no ${language}, no ${installer}, not even a shell to run commands with.`,
    help: `Write \`FROM ${example}\`.`,
    docs: 'https://docs.docker.com/build/building/base-images/',
  };
}

function explainInvalid(reference: string, { example }: Wanted): Explanation {
  const unset = /\$\{?(\w+)/.exec(reference)?.[1];
  if (unset !== undefined) {
    return {
      message: `${quote(reference)} names no image: ${quote(`$${unset}`)} has no value here.`,
      why: 'A variable of `FROM` takes its value from an `ARG` above it: `ARG NAME=value`. Without a value it becomes nothing.',
      help: `Write \`FROM ${example}\`.`,
      ...buildKitRule('UndefinedArgInFrom'),
    };
  }
  const why = /[A-Z]/.test(reference.split(':')[0] ?? '')
    ? 'Names of images are written in lower case only.'
    : 'After `FROM` stands a name, a colon and a tag: `name:tag`, without spaces.';
  return {
    message: `${quote(reference)} is no name that an image can have.`,
    why,
    help: `Write \`FROM ${example}\`.`,
    docs,
  };
}

function explainOtherImage(
  written: string,
  { registry, repository }: ImageReference,
  wanted: Wanted,
  { plan }: Witness,
): Explanation {
  const { language, installer } = languages[wanted.repository];
  const common = { help: `Write \`FROM ${wanted.example}\`.`, docs: hubOf(wanted) };
  const name = repository.replace(/^library\//, '');
  if (name.split('/').at(-1) === wanted.repository) {
    return {
      ...common,
      message: `${quote(written)} is not the official \`${wanted.repository}\` image.`,
      why:
        registry === 'docker.io'
          ? `A name before the slash is somebody’s own account on Docker Hub. The official image is called just \`${wanted.repository}\`.`
          : `A name with a dot before the slash is another registry. The official image is called just \`${wanted.repository}\`, on Docker Hub.`,
    };
  }
  if (isMisspelt(name, wanted.repository)) {
    return {
      ...common,
      message: `Docker Hub has no official image ${quote(name)}.`,
      why: `The official image with ${language} in it is called \`${wanted.repository}\`; its version comes after a colon, as a tag.`,
    };
  }
  if (plan.stages.length > 1) {
    return {
      ...common,
      message: `The image starts from ${quote(written)}: the last \`FROM\` decides.`,
      why: 'Every `FROM` starts a new stage from its own base, and the image is the last stage. What earlier stages start from is not in it.',
    };
  }
  return {
    ...common,
    message: `The image starts from ${quote(written)}, not from \`${wanted.repository}\`.`,
    why: `The base image brings what the app runs on. This app needs ${language} and ${installer}, and the official \`${wanted.repository}\` image has both.`,
  };
}

function isMisspelt(name: string, wanted: string): boolean {
  // `python/3-alpine` has a slash for the colon.
  return (
    name.startsWith(`${wanted}/`) ||
    distance(name, wanted) <= 2 ||
    new RegExp(`^${wanted}[-_.]?\\d`).test(name)
  );
}

function explainNearly(written: string, tag: string, meant: string, wanted: Wanted): Explanation {
  return {
    message: `The \`${wanted.repository}\` image has no tag ${quote(tag)}.`,
    why: `The part after the colon of ${quote(written)} has to be a tag that exists, letter by letter; otherwise Docker finds no image to start from.`,
    help: `Write \`FROM ${wanted.repository}:${meant}\`.`,
    docs: hubOf(wanted),
  };
}

function explainMajor(written: string, major: number, wanted: Wanted): Explanation {
  const { language } = languages[wanted.repository];
  return {
    message: `${quote(written)} has ${language} ${major}, and the app is written for ${language} ${wanted.major}.`,
    why: `The tag, after the colon, chooses the version of ${language} in the base image.`,
    help: `Write \`FROM ${wanted.example}\`.`,
    docs: hubOf(wanted),
  };
}
