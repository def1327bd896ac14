import { mediaTypes } from '../format/media-types.ts';

export const dockerHub = 'https://registry-1.docker.io';

/** What a registry is told that we take, in one `accept` header. */
export const acceptedManifests = [
  mediaTypes.index,
  mediaTypes.dockerIndex,
  mediaTypes.manifest,
  mediaTypes.dockerManifest,
].join(', ');
