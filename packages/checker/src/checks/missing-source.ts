import { posix } from 'node:path';
import { includedEntries } from '@kit/dockerfile';
import type { Problem } from '@kit/dockerfile';
import { distance } from 'fastest-levenshtein';
import { diagnosticOf, explainJoined } from '../blame.ts';
import type { Diagnostic, Explanation } from '../diagnostic.ts';
import { flagOf } from '../instruction-flags.ts';
import { explainJsonProblem } from '../json-form.ts';
import { list, quote } from '../plain-text.ts';
import { buildKitRule } from '../rules.ts';
import { textAt } from '../source-text.ts';
import type { Witness } from '../step.ts';
import { explainOneLine } from '../stray-lines.ts';
import { namedLike } from './named-like.ts';

type Told = Pick<Explanation, 'message' | 'why' | 'help'> & Partial<Explanation>;

/**
 * A builder's error about `COPY` or `ADD`. Of a source that is not there, the
 * file that was probably meant.
 */
export function diagnoseError(
  check: string,
  witness: Witness,
  error: Problem,
  files: readonly string[],
): Diagnostic {
  const { code, instruction } = error;
  const named = files.filter((file) => instruction?.argument.text.includes(file));
  const example = copyOf(named.length > 0 ? named : files);
  if (instruction?.jsonProblem !== undefined) {
    const problem = instruction.jsonProblem;
    return { check, ...explainJsonProblem(instruction, problem, undefined, example) };
  }
  const diagnostic = diagnosticOf(check, witness, error, example);
  if (code === 'not-a-folder') {
    return {
      ...diagnostic,
      why: 'A destination that is no folder yet, and does not end with `/`, becomes a file of that name.',
      help: 'Move this line below `WORKDIR`, which makes the folder.',
    };
  }
  if (code !== 'missing-source' || instruction === undefined) return diagnostic;
  if (flagOf(instruction, 'from') !== undefined) return diagnostic;
  if ((explainOneLine(instruction) ?? explainJoined(witness, error)) !== undefined) {
    return diagnostic;
  }
  for (const { text, range } of instruction.words.slice(0, -1)) {
    const explanation = explainWord(text);
    if (explanation !== undefined) return { ...diagnostic, ...explanation, range };
  }
  const written = textAt(witness.dockerfile, error.range);
  return { ...diagnostic, ...explainMissing(witness, written, files) };
}

/** One instruction that copies some files to the working directory. */
function copyOf(files: readonly string[]): string {
  return files.length === 1 ? `COPY ./${files.join('')} .` : `COPY ${files.join(' ')} ./`;
}

/** Words that belong to a shell or a sentence, and that COPY takes for names of files. */
function explainWord(written: string): Told | undefined {
  if (/^-[a-zA-Z]+$/.test(written)) {
    return {
      message: `\`COPY\` has no option ${quote(written)}, and takes it for a file to copy.`,
      why: 'It is no program like `cp`: folders are copied with all that is in them, and what options there are start with `--`.',
      help: `Remove ${quote(written)}.`,
    };
  }
  const message = `${quote(written)} is taken for a file to copy.`;
  if (written.startsWith('#')) {
    return {
      message,
      why: 'A `#` starts a comment only at the beginning of a line. Here Docker takes it for a word of the instruction.',
      help: 'Put the comment on a line of its own.',
    };
  }
  const why =
    'No shell reads `COPY`; all words of its line are files, and the last is where they go.';
  if (/^(and|to|into|as|[&+,|]|[-=]*>+)$/i.test(written)) {
    return { message, why, help: `Remove ${quote(written)}.` };
  }
  if (/^(&&|\|\|)$|;$/.test(written)) {
    return { message, why, help: 'Write each `COPY` on a line of its own.' };
  }
  return undefined;
}

function explainMissing(witness: Witness, written: string, files: readonly string[]): Told {
  const { entries } = witness.submission.context;
  const several = files.filter((file) => written.includes(file));
  const message = `There is no ${quote(written)} in the build context`;
  if (several.length > 1) {
    return {
      message: `${message}.`,
      why: 'Docker reads this as the name of one file. Only spaces stand between names.',
      help: `Write ${quote(several.join(' '))} instead of ${quote(written)}.`,
    };
  }
  const path = posix.resolve('/', written).slice(1);
  const entry = entries.find((each) => each.path === path);
  if (entry !== undefined) {
    return entry.linkTarget !== undefined &&
      includedEntries(witness.submission.context).includes(entry)
      ? explainLink(quote(path), entry.linkTarget)
      : explainIgnored(witness, quote(path), path);
  }
  const why = /^(\/|~|\w:)/.test(written)
    ? 'The build context is the folder that is handed to `docker build`. Every source counts from there, a leading `/` changes nothing, and other folders of this machine are out of reach.'
    : 'The build context is the folder that is handed to `docker build`. `COPY` takes files from there, by their names letter by letter.';
  const meant = meantBy(witness, written, files);
  if (meant !== undefined && entries.some((each) => each.path === meant)) {
    const corrected = /^\.?\//.test(written) ? `./${meant}` : meant;
    return {
      message: `${message}; there is ${quote(meant)}.`,
      why,
      help: `Write ${quote(corrected)} instead of ${quote(written)}.`,
    };
  }
  const like = namedLike(entries, meant ?? path);
  return {
    message: like === undefined ? `${message}.` : `${message}; there is ${quote(like.path)}.`,
    why,
    help:
      (meant === undefined && like !== undefined
        ? `Write ${quote(like.path)} instead of ${quote(written)}.`
        : like?.help) ??
      (meant === path
        ? `Put the file ${quote(meant)} beside the Dockerfile.`
        : `Correct the name ${quote(written)}, or put the file beside the Dockerfile.`),
  };
}

/** The wanted file that a name comes near; else the only one of its kind that no line copies. */
function meantBy(
  { dockerfile, submission }: Witness,
  written: string,
  files: readonly string[],
): string | undefined {
  const name = written.split(/[/\\]/).at(-1) ?? '';
  const steps = (file: string) =>
    file.startsWith(`${name}.`) ? 0 : distance(name.toLowerCase(), file.toLowerCase());
  const [nearest] = files.toSorted((a, b) => steps(a) - steps(b));
  if (nearest !== undefined && steps(nearest) <= 3) return nearest;
  const copied = dockerfile.instructions
    .filter(({ keyword }) => /^(COPY|ADD)$/.test(keyword))
    .map(({ argument }) => argument.text)
    .join(' ');
  const left = files.filter(
    (file) =>
      posix.extname(file) === posix.extname(name) &&
      !copied.includes(file) &&
      submission.context.entries.some(({ path }) => path === file),
  );
  return left.length === 1 ? left[0] : undefined;
}

/** A link of the folder that leads out of it. */
export function explainLink(names: string, target: string): Explanation {
  return {
    message: `${names} is a link to ${quote(target)}, and the build context has no such file.`,
    why: 'A link is a name for a file elsewhere. The builder sees only what lies in the folder that is handed to `docker build`.',
    help: `Replace the link by the file itself: \`cp -L\` copies what a link leads to.`,
    docs: 'https://docs.docker.com/build/concepts/context/',
  };
}

/**
 * `.dockerignore` keeps a file out of the build.
 * @param names how the text calls it, or several.
 * @param path its path, or that of the first.
 */
export function explainIgnored({ submission }: Witness, names: string, path: string): Explanation {
  const { context } = submission;
  const name = context.ignoreFile?.name ?? '.dockerignore';
  const entries = context.entries.filter((entry) => entry.path === path);
  const lines = (context.ignoreFile?.text ?? '').split('\n', 1000).map((line) => line.trim());
  const culprits = lines.filter(
    (text) => includedEntries({ entries, ignoreFile: { name, text } }).length < entries.length,
  );
  return {
    message: `${quote(name)} keeps ${names} out of the build.`,
    why: `What ${quote(name)} lists is not handed to the builder, and \`COPY\` cannot see it.`,
    help:
      culprits.length === 1
        ? `Remove the line ${quote(culprits[0] ?? '')} from ${quote(name)}.`
        : `Remove the lines ${list(culprits.slice(0, 3).map((line) => quote(line)))} from ${quote(name)}.`,
    ...buildKitRule('CopyIgnoredFile'),
  };
}
