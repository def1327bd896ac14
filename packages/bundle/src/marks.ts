/**
 * What an engine remembers of a bundle, in names of images: those that came with one have
 * a second name, and what was there before has another one until it is given back.
 * An image that packages were put in says so in its history, and nowhere in its config.
 */
const fromBundle = 'workshop-bundle/';
const before = 'before-workshop-bundle/';
const inHistory = 'docker-workshop-kit: bundle with ';

export function bundleName(reference: string): string {
  return `${fromBundle}${reference}`;
}

export function keptName(reference: string): string {
  return `${before}${reference}`;
}

/** What an image of a bundle stands for; nothing for any other name. */
export function referenceOf(name: string): string | undefined {
  // Podman writes names out.
  const short = name.replace(/^(docker\.io|localhost)\//, '');
  return short.startsWith(fromBundle) ? short.slice(fromBundle.length) : undefined;
}

/** What the history of an image says of the layer that wheels were put in. @param files of them. */
export function layerMark(files: readonly string[]): string {
  // `flask-3.1.2-py3-none-any.whl` is `flask 3.1.2`.
  return inHistory + files.map((file) => file.split('-').slice(0, 2).join(' ')).join(', ');
}

/** The packages that the history of an image tells of, `flask 3.1.2`. @param createdBy of each layer. */
export function packagesOf(createdBy: readonly string[]): readonly string[] {
  const marked = createdBy.find((text) => text.startsWith(inHistory));
  return marked === undefined ? [] : marked.slice(inHistory.length).split(', ');
}
