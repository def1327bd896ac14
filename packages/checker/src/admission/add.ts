import { posix } from 'node:path';
import { expandWord } from '@kit/dockerfile';
import type { BuildStep, ContextEntry, ImagePlan, Word } from '@kit/dockerfile';
import { quote } from '../plain-text.ts';
import type { Submission } from '../submission.ts';
import { isArchive } from './archive.ts';
import { resolveInside } from './links.ts';
import type { Refusal } from './refusal.ts';

/** What `ADD` does besides copying: it fetches, and it unpacks. */
export function refuseAdd(plan: ImagePlan, submission: Submission): readonly Refusal[] {
  const entries = new Map(submission.context.entries.map((entry) => [entry.path, entry]));
  return plan.stages.flatMap(({ steps }) =>
    steps
      .filter(({ instruction }) => instruction.keyword === 'ADD')
      .flatMap((step) =>
        step.instruction.words.slice(0, -1).flatMap((word): readonly Refusal[] => {
          const source = textOf(step, word);
          if (isAddress(source)) return [remote(source, word)];
          const archive = sourcesOf(source, entries).find((path) =>
            unpacks(path, entries, submission),
          );
          return archive === undefined ? [] : [unpacked(archive, word)];
        }),
      ),
  );
}

function textOf({ before: { variables } }: BuildStep, { text }: Word): string {
  const expanded = expandWord(text, (name) => variables.get(name));
  return expanded.error === undefined ? expanded.value : text;
}

/** More than a builder takes for one today: no file of a folder is called so. */
function isAddress(source: string): boolean {
  return /[a-z][a-z\d+.-]*:\/\//i.test(source) || /^[\w.+-]+@[^/:\s]+:/.test(source);
}

/** Paths of the context that a source may mean by itself; what is in a folder is not unpacked. */
function sourcesOf(source: string, entries: ReadonlyMap<string, ContextEntry>): readonly string[] {
  const path = posix.join('/', source).slice(1);
  const [first = path, ...rest] = path.split(/[*?[\]\\]/);
  const last = rest.at(-1);
  if (last === undefined) return [path];
  // Whatever is between its first and its last letters: rather more than it means than less.
  // Go's `filepath.Match` crosses a `/` by brackets alone.
  const isAsDeep = (each: string) => path.includes('[') || depthOf(each) === depthOf(path);
  return [...entries.keys()].filter(
    (each) => each.startsWith(first) && each.endsWith(last) && isAsDeep(each),
  );
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function unpacks(
  path: string,
  entries: ReadonlyMap<string, ContextEntry>,
  { headOf }: Submission,
): boolean {
  const place = resolveInside(path, entries);
  if (typeof place === 'string' || entries.get(place.path)?.kind !== 'file') return false;
  return isArchive(place.path, headOf(place.path) ?? Buffer.alloc(0));
}

function remote(source: string, { range }: Word): Refusal {
  return {
    rule: 'remote-add',
    range,
    message: `\`ADD\` fetches ${quote(source)}.`,
    why: 'The engine fetches it itself, from within the network of this machine and past every limit of the build.',
    help: 'Hand the file in with the others, and `COPY` it.',
  };
}

function unpacked(path: string, { range }: Word): Refusal {
  return {
    rule: 'archive-add',
    range,
    path,
    message: `\`ADD\` unpacks ${quote(path)}.`,
    why: 'The engine unpacks it outside the limits of the build, and a small archive can hold a great deal.',
    help: 'Hand in what is in it, unpacked, and `COPY` that.',
  };
}
