import { posix } from 'node:path';
import type { BuildStep, ImagePlan, StagePlan } from '@kit/dockerfile';
import { flagOf } from '../instruction-flags.ts';
import { lineageOf, ofKind, stepsOfImage } from '../stages.ts';
import type { Site } from './install-site.ts';
import { isSearched } from './install-site.ts';

type CopyStep = Extract<BuildStep, { kind: 'copy' }>;

/** What becomes of packages that another stage installs. */
export type Carried =
  | { readonly kind: 'arrives' }
  /** They are in the image, where its Python does not look. */
  | { readonly kind: 'unused'; readonly site: Site; readonly by: CopyStep }
  /** No COPY takes them. */
  | { readonly kind: 'left'; readonly stage: StagePlan }
  /** Only a build can tell. */
  | { readonly kind: 'unclear' };

/** Follows packages from the place where `stage` installs them into the image. */
export function carry(plan: ImagePlan, stage: StagePlan, site: Site | undefined): Carried {
  const { target } = plan;
  if (target === undefined || site === undefined) return { kind: 'unclear' };
  const copies = ofKind(stepsOfImage(plan), 'copy').filter((step) => isFrom(step, stage, plan));
  const folders = foldersOf(site);
  if (folders === undefined) return { kind: 'unclear' };
  const ways = copies.map((step) => wayOf(step, folders));
  if (ways.includes('unclear')) return { kind: 'unclear' };
  if (!ways.includes('whole')) return { kind: 'left', stage };
  const path = folders.at(-1) ?? '/';
  const step = copies[ways.indexOf('whole')];
  const source = step && sourceOf(step);
  if (step === undefined || source === undefined) return { kind: 'unclear' };
  const arrived = posix.join(step.destination, posix.relative(source, path));
  const moved = movedTo(site, path, arrived);
  if (moved === undefined || !haveOnePython(target, stage)) return { kind: 'unclear' };
  const searched = isSearched(moved, target.config);
  if (searched === undefined) return { kind: 'unclear' };
  return searched ? { kind: 'arrives' } : { kind: 'unused', site: moved, by: step };
}

function isFrom(step: CopyStep, stage: StagePlan, { stages }: ImagePlan): boolean {
  const from = flagOf(step.instruction, 'from')?.toLowerCase();
  if (from === undefined) return false;
  const index = /^\d+$/.test(from)
    ? Number(from)
    : stages.findLastIndex(({ name }) => name === from);
  return stages[index] === stage;
}

/** The folder that has the packages, after those above it that count as having them. */
function foldersOf(site: Site): readonly string[] | undefined {
  switch (site.kind) {
    case 'own':
      return ['/', '/usr', '/usr/local'];
    case 'user':
      return site.user === 'root' ? ['/', '/root', '/root/.local'] : undefined;
    case 'folder':
    case 'environment':
      return [site.folder];
  }
}

/** The one source of a COPY, absolute; `undefined` where it is a pattern, or there are more. */
function sourceOf({ instruction: { words }, before }: CopyStep): string | undefined {
  const [source, ...rest] = words;
  if (source === undefined || rest.length !== 1) return undefined;
  const text = source.text.replace(
    /\$(?:(\w+)|\{(\w+)\})/g,
    (written, name: string | undefined, braced: string | undefined) =>
      before.variables.get(name ?? braced ?? '') ?? written,
  );
  return /[*?[$\\'"]/.test(text) ? undefined : posix.resolve('/', text);
}

/** How much of the packages a COPY takes. */
function wayOf(step: CopyStep, folders: readonly string[]): 'whole' | 'nothing' | 'unclear' {
  const source = sourceOf(step);
  if (source === undefined) return 'unclear';
  const holds = (folder: string, path: string) =>
    folder === '/' || path === folder || path.startsWith(`${folder}/`);
  const path = folders.at(-1) ?? '/';
  if (holds(source, path)) return 'whole';
  return holds(path, source) ? 'unclear' : 'nothing';
}

/** What the place is in the image; an environment works only where it was made. */
function movedTo(site: Site, from: string, to: string): Site | undefined {
  if (site.kind === 'folder') return { ...site, folder: to };
  return from === to ? site : undefined;
}

/** Packages lie in a folder with the version of Python in its name. */
function haveOnePython(target: StagePlan, stage: StagePlan): boolean {
  const [one, other] = [target, stage].map((each) => {
    const base = lineageOf(each)[0]?.base;
    return base?.kind === 'image' ? base.reference : undefined;
  });
  return one !== undefined && one === other;
}
