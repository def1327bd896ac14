import type { Remedy } from './check.ts';
import type { EngineFound } from './engine.ts';

/** What makes do without the Internet, where the kit can get its own engine. */
export function standInHelp(found: EngineFound): Remedy | undefined {
  if (found.kind === 'answers' || !found.canHost) return undefined;
  return {
    text: 'The kit’s own engine makes do with a stand-in for the base image, which brings the packages:',
    command: 'npx --yes pnpm@12 engine up',
  };
}
