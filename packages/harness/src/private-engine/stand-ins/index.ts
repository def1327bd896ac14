import { node } from './node.ts';
import { python } from './python.ts';
import type { StandIn } from './stand-in.ts';

/** What every private engine has; the kit itself makes containers of it. */
export { python as usualStandIn };

/** Made when a build first names their image. */
export const standInsOnDemand: readonly StandIn[] = [node];
