/** Texts of a page's headings of a level, in their order; code is no heading. */
export function headings(page: string, level: number): readonly string[] {
  const prose = page.replaceAll(/^```.*?^```$/gms, '');
  return matches(prose, new RegExp(`^#{${level}} (.+)$`, 'gm'));
}

/** What the code blocks marked `dockerfile` hold. */
export function dockerfileFences(page: string): readonly string[] {
  return matches(page, /^```dockerfile\n(.*?)^```$/gms);
}

/** Paths of the links that stay in the repository, without `#…`. */
export function relativeLinks(page: string): readonly string[] {
  const targets = matches(page, /\]\(([^)#\s]+)[^)]*\)/g);
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] ?? '');
}
