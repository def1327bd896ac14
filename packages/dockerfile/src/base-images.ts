import type { FileAnswer } from './image-files.ts';
import { parseImageReference } from './image-reference.ts';

/** What is known of a base image without having it. */
export interface KnownBase {
  /** Its variables; `undefined` for a value that differs from version to version. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** Whether it has no other variables. */
  readonly complete: boolean;
  readonly fileAt: (path: string) => FileAnswer;
}

const path = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The official image's own Dockerfiles set these; which of them depends on the version. */
const pythonVariables: ReadonlyMap<string, string | undefined> = new Map([
  ['PATH', path],
  ...['LANG', 'GPG_KEY', 'PYTHON_VERSION', 'PYTHON_SHA256', 'PYTHON_PIP_VERSION'].map(
    (name): [string, undefined] => [name, undefined],
  ),
  ...['PYTHON_SETUPTOOLS_VERSION', 'PYTHON_GET_PIP_URL', 'PYTHON_GET_PIP_SHA256'].map(
    (name): [string, undefined] => [name, undefined],
  ),
]);

const systems: ReadonlySet<string> = new Set(
  ['alpine', 'debian', 'ubuntu', 'busybox'].map((name) => `library/${name}`),
);

/** @param reference as the builder would pull it. */
export function knownBase(reference: string): KnownBase {
  const image = parseImageReference(reference);
  const official = image?.registry === 'docker.io' ? image.repository : undefined;
  if (official === 'library/python') {
    return { variables: pythonVariables, complete: true, fileAt: linuxFileAt };
  }
  if (official !== undefined && systems.has(official)) {
    return { variables: new Map([['PATH', path]]), complete: true, fileAt: linuxFileAt };
  }
  return { variables: new Map(), complete: false, fileAt: () => 'unknown' };
}

/** Nothing at all: `FROM scratch`. */
export const scratch: KnownBase = {
  variables: new Map(),
  complete: true,
  fileAt: (at) => (at === '/' ? { kind: 'directory' } : 'absent'),
};

const folders: ReadonlySet<string> = new Set(
  (
    '/ /bin /dev /etc /home /lib /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr ' +
    '/usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib /usr/sbin /usr/share /var ' +
    '/var/cache /var/lib /var/log /var/tmp'
  ).split(' '),
);

/** Folders in which a system keeps files of its own; in the others it has none. */
const filled = /^\/(?:bin|boot|dev|etc|lib|lib32|lib64|libx32|proc|run|sbin|sys|usr|var)(?:\/|$)/;

function linuxFileAt(at: string): FileAnswer {
  if (folders.has(at)) return { kind: 'directory' };
  return filled.test(at) && !/^\/usr\/src\/./.test(at) ? 'unknown' : 'absent';
}
