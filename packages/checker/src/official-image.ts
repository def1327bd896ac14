import type { ImageReference } from '@kit/dockerfile';

/** `library`, and the accounts with the same images for one architecture each. */
const officialAccount =
  /^(library|amd64|arm32v[567]|arm64v8|i386|mips64le|ppc64le|riscv64|s390x|winamd64)\//;

/** Name of an official image of Docker Hub, as `python`; of others none. */
export function officialNameOf({ registry, repository }: ImageReference): string | undefined {
  if (registry !== 'docker.io' || !officialAccount.test(repository)) return undefined;
  return repository.replace(officialAccount, '');
}
