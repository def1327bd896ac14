import type { BuildContext } from '../build-context.ts';

/** The build context of a case: its files, the folders they are in, and what goes with them. */
export function contextOf({
  dockerfile,
  files,
  links = {},
  ignore,
}: {
  readonly dockerfile: string;
  readonly files: Readonly<Record<string, string>>;
  /** Where symbolic links lead, by path. */
  readonly links?: Readonly<Record<string, string>>;
  readonly ignore?: string;
}): BuildContext {
  const texts = {
    ...files,
    Dockerfile: dockerfile,
    ...(ignore !== undefined && { '.dockerignore': ignore }),
  };
  const names = [...Object.keys(texts), ...Object.keys(links)];
  const folders = new Set(names.flatMap(foldersAbove));
  const entries = [
    ...[...folders].map((path) => ({ path, kind: 'directory', size: 0, mode: 0o755 }) as const),
    ...Object.entries(texts).map(
      ([path, text]) => ({ path, kind: 'file', size: text.length, mode: 0o644 }) as const,
    ),
    ...Object.entries(links).map(
      ([path, linkTarget]) =>
        ({ path, kind: 'symlink', size: 0, mode: 0o777, linkTarget }) as const,
    ),
  ];
  return {
    entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)),
    ...(ignore !== undefined && { ignoreFile: { name: '.dockerignore', text: ignore } }),
  };
}

function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
