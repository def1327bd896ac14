import type { ContextEntry } from '@kit/dockerfile';

/** As many links as Linux follows for one path. */
const mostLinks = 40;

/**
 * Where in the folder a path leads, links followed as the system follows them,
 * worked out from the list of entries alone.
 * @returns `outside` where it leaves the folder on its way, `nowhere` where links lead in a circle.
 */
export function resolveInside(
  path: string,
  entries: ReadonlyMap<string, ContextEntry>,
): { readonly path: string } | 'outside' | 'nowhere' {
  const at: string[] = [];
  const ahead = path.split('/').toReversed();
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      if (at.pop() === undefined) return 'outside';
      continue;
    }
    at.push(name);
    const entry = entries.get(at.join('/'));
    if (entry?.kind !== 'symlink') continue;
    const target = entry.linkTarget ?? '';
    // Windows has drives, too.
    if (/^(?:[/\\]|[A-Za-z]:)/.test(target)) return 'outside';
    if ((links += 1) > mostLinks) return 'nowhere';
    at.pop();
    ahead.push(...target.split('/').toReversed());
  }
  return { path: at.join('/') };
}
