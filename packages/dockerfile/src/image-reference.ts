/** An image reference taken apart as Docker does it; see `docs.docker.com/reference/cli/docker/image/tag`. */
export interface ImageReference {
  /** `docker.io` where none is written. */
  readonly registry: string;
  /** `library/python` for the official `python`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** @returns `undefined` for what no builder takes as a reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, name = '', tag, digest] =
    /^([^:@]+(?::\d+(?=\/)[^:@]*)?)(?::([\w][\w.-]{0,127}))?(?:@(\w+:[0-9a-fA-F]{32,}))?$/.exec(
      text,
    ) ?? [];
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const hasRegistry = /[.:]/.test(first) || first === 'localhost' || /[A-Z]/.test(first);
  const path = hasRegistry ? name.slice(slash + 1) : name;
  if (
    !/^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*)*$/.test(path)
  ) {
    return undefined;
  }
  const registry = hasRegistry ? first : 'docker.io';
  const isHub = registry === 'docker.io' || registry === 'index.docker.io';
  return {
    registry: isHub ? 'docker.io' : registry,
    repository: isHub && !path.includes('/') ? `library/${path}` : path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}
