/** The name of an image taken apart and filled in, as the engine does before it pulls. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** `library/python` for the official `python`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::\\d+)?$`);
const component = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;
const digestForm = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Longer names no registry takes. */
const maximumNameLength = 255;

/**
 * Reads an image reference by the grammar of `distribution/reference`.
 * @returns undefined for what no builder takes as a reference.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 4096 || /^[a-f0-9]{64}$/.test(text)) return undefined;
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const named = at < 0 ? text : text.slice(0, at);
  const { registry, rest } = splitRegistry(named);
  const colon = rest.indexOf(':');
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  const isHub = registry === 'docker.io';
  const repository = isHub && !path.includes('/') ? `library/${path}` : path;
  if (
    `${registry}/${repository}`.length > maximumNameLength ||
    !host.test(registry) ||
    !repository.split('/').every((part) => component.test(part)) ||
    (tag !== undefined && !tagForm.test(tag)) ||
    (digest !== undefined && !digestForm.test(digest))
  ) {
    return undefined;
  }
  return {
    registry,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}

/** The first part is a registry where it looks like a host: a dot, a port, `localhost`, a capital letter. */
function splitRegistry(named: string): { readonly registry: string; readonly rest: string } {
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  if (!isHost) return { registry: 'docker.io', rest: named };
  const registry = first === 'index.docker.io' ? 'docker.io' : first;
  return { registry, rest: named.slice(slash + 1) };
}
