import type { Check } from '../check.ts';
import { architecture } from './architecture.ts';
import { baseImage } from './base-image.ts';
import { buildKit } from './buildkit.ts';
import { clock } from './clock.ts';
import { disk } from './disk.ts';
import { engine } from './engine.ts';
import { node } from './node.ts';
import { pnpm } from './pnpm.ts';
import { port } from './port.ts';
import { proxy } from './proxy.ts';
import { pythonIndex } from './python-index.ts';
import { socket } from './socket.ts';

/** All checks, in the order in which they are told: what others depend on comes first. */
export const checks: readonly Check[] = [
  engine,
  socket,
  buildKit,
  disk,
  port,
  baseImage,
  pythonIndex,
  architecture,
  proxy,
  clock,
  node,
  pnpm,
];
