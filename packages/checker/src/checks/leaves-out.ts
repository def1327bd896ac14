import { ignoreFault, includedEntries } from '@kit/dockerfile';
import type { BuildContext, ContextEntry } from '@kit/dockerfile';
import type { Explanation } from '../diagnostic.ts';
import { list, quote } from '../plain-text.ts';
import type { Check } from '../step.ts';
import { broken, holds } from '../verdict.ts';

const check = 'leaves-out';
const docs = 'https://docs.docker.com/build/concepts/context/#dockerignore-files';

interface Wanted {
  /** Files of the folder, and folders with a slash at the end, that the builder has no need of. */
  readonly out: readonly string[];
  /** Files that the build needs. */
  readonly in: readonly string[];
}

/** `.dockerignore` keeps some files from the builder, whether or not they are there today, and no other. */
export function leavesOut(wanted: Wanted): Check {
  return {
    name: check,
    judge({ submission: { context } }) {
      const explanation = explain(context, wanted);
      return explanation === undefined ? holds : broken({ check, docs, ...explanation });
    },
  };
}

function explain(context: BuildContext, wanted: Wanted): Explanation | undefined {
  const { ignoreFile } = context;
  if (ignoreFile === undefined) return explainNone(context, wanted);
  const fault = ignoreFault(context);
  if (fault !== undefined) {
    return {
      message: `Docker cannot follow ${quote(ignoreFile.name)}: ${fault}.`,
      why: 'It reads that file before anything else, and stops where it cannot.',
      help: 'Correct or remove that line.',
    };
  }
  const sent = sentOf(wanted.out, context);
  if (sent.length > 0) return explainSent(ignoreFile, sent);
  const missing = wanted.in.filter((path) => !isSent(path, context));
  if (missing.length === 0) return undefined;
  return {
    message: `${quote(ignoreFile.name)} leaves out ${list(missing.slice(0, 3).map((each) => quote(each)))}, which the build needs.`,
    why: 'What it names is not handed to the builder, and no `COPY` can find it.',
    help: 'Name only what the build does not need, a line each.',
  };
}

function explainNone({ entries }: BuildContext, { out }: Wanted): Explanation {
  const similar = entries.find(
    ({ path }) => /^\.?docker-?ignore(\.txt)?$/i.test(path) || path === '.gitignore',
  );
  const help = `Create a file named \`.dockerignore\` beside the \`Dockerfile\`, with ${list(out.map((each) => quote(bare(each))))} in it, a line each.`;
  if (similar === undefined) {
    return {
      message: 'This folder has no file named `.dockerignore`.',
      why: '`docker build` hands the whole folder to the builder, and `COPY . .` takes all of it: what tools have made, and what nobody else should see.',
      help,
    };
  }
  return {
    message: `This folder has no file named \`.dockerignore\`; there is ${quote(similar.path)}.`,
    why:
      similar.path === '.gitignore'
        ? '`.gitignore` is Git’s, and Docker does not read it.'
        : 'Docker looks for a file with exactly this name, a dot before it and no extension.',
    help:
      similar.path === '.gitignore' ? help : `Rename ${quote(similar.path)} to \`.dockerignore\`.`,
  };
}

function explainSent(
  { name, text }: NonNullable<BuildContext['ignoreFile']>,
  sent: readonly string[],
): Explanation {
  const [first = ''] = sent;
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const message = `${list(sent.map((each) => quote(bare(each))))} would still be handed to the builder.`;
  const about = lines.findLast((line) => line.includes(bare(first)));
  const help = `Write ${list(sent.map((each) => quote(bare(each))))} in ${quote(name)}, a line each.`;
  if (about?.startsWith('#') === true) {
    return {
      message,
      why: `${quote(about)} is a comment: a line that begins with \`#\` is a note for people.`,
      help,
    };
  }
  if (about?.startsWith('!') === true) {
    return {
      message,
      why: `${quote(about)} takes it back in: of the lines that fit, the last one counts.`,
      help: `Remove the line ${quote(about)}.`,
    };
  }
  if (about !== undefined && /\s/.test(about)) {
    return {
      message,
      why: `${quote(about)} is one pattern, with its spaces: each line names one thing, and a comment has a line of its own.`,
      help,
    };
  }
  return {
    message,
    why: `No line of ${quote(name)} fits. A line counts from the folder of the \`Dockerfile\`, letter by letter; \`*\` stands for any part of one name.`,
    help,
  };
}

function sentOf(paths: readonly string[], context: BuildContext): readonly string[] {
  return paths.filter((path) => isSent(path, context));
}

/** Whether the builder gets a file of this name, were it there; of a folder, what is in it. */
function isSent(path: string, { ignoreFile }: BuildContext): boolean {
  const file = path.endsWith('/') ? `${path}package/file` : path;
  const parts = file.split('/');
  const entries = parts.map((_, index): ContextEntry => {
    const kind = index < parts.length - 1 ? 'directory' : 'file';
    return { path: parts.slice(0, index + 1).join('/'), kind, size: 1, mode: 0o644 };
  });
  const context = { entries, ...(ignoreFile !== undefined && { ignoreFile }) };
  return includedEntries(context).some((entry) => entry.path === file);
}

function bare(path: string): string {
  return path.replace(/\/$/, '');
}
