import { arch, release, type } from 'node:os';
import { plain } from '@kit/checker';
import type { System } from '@kit/harness/find';

/** For people: `Debian GNU/Linux 12 (bookworm)`, `macOS 25.1.0, arm64`. */
export function nameOf({ platform, osRelease, isWsl }: System): string {
  const name =
    platform === 'linux'
      ? plain(osRelease.PRETTY_NAME ?? osRelease.ID ?? 'Linux')
      : `${platform === 'darwin' ? 'macOS' : type()} ${release()}, ${arch()}`;
  return isWsl ? `${name} in Windows` : name;
}
