import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Of what the kit can make again: `docker-workshop-kit` in the user's cache, as the
 * XDG Base Directory Specification has it; relative paths are to be ignored there.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: cache = '' } = env;
  const caches = path.isAbsolute(cache) ? cache : path.join(homedir(), '.cache');
  return path.join(caches, 'docker-workshop-kit');
}
