/**
 * What an engine remembers of a bundle, in names of images: those that came with one have
 * a second name, and what was there before has another one until it is given back.
 */
const fromBundle = 'workshop-bundle/';
const before = 'before-workshop-bundle/';

export function bundleName(reference: string): string {
  return `${fromBundle}${reference}`;
}

export function keptName(reference: string): string {
  return `${before}${reference}`;
}

/** Whether a name is one of those that are kept for bundles, which none may bring. */
export function isMark(name: string): boolean {
  const short = name.replace(/^docker\.io\//, '');
  return short.startsWith(fromBundle) || short.startsWith(before);
}

/** What an image of a bundle stands for; nothing for any other name. */
export function referenceOf(name: string): string | undefined {
  // Podman writes names out.
  const short = name.replace(/^(docker\.io|localhost)\//, '');
  return short.startsWith(fromBundle) ? short.slice(fromBundle.length) : undefined;
}
