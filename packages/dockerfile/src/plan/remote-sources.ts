import { posix } from 'node:path';

/** Whether a source of ADD is fetched, and how; undefined for a path. */
export function addressKind(text: string): 'git' | 'web' | undefined {
  if (/^(?:git:\/\/|ssh:\/\/|git@[^/:]+:)/.test(text)) return 'git';
  if (!/^https?:\/\//.test(text)) return undefined;
  const [address = ''] = text.split(/[?#]/, 1);
  return address.endsWith('.git') ? 'git' : 'web';
}

/** The name that a fetched file is given. */
export function fileNameOf(address: string): string {
  try {
    const name = posix.basename(decodeURIComponent(new URL(address).pathname));
    return name === '' ? unnamed : name;
  } catch {
    return unnamed;
  }
}

const unnamed = '__unnamed__';
