import type { StagePlan } from '@kit/dockerfile';
import { lineageOf } from '../stages.ts';

/** The oldest Python that a tag without its number, such as `3-alpine`, can mean today. */
const newestMinor = 13;

/**
 * Whether the base image of a stage has programs of one Python, `python3.12`
 * or `pip3.12`.
 * @param version as `3.12`.
 */
export function bringsPython(stage: StagePlan, version: string): 'yes' | 'no' | 'unknown' {
  const base = lineageOf(stage)[0]?.base;
  const tag = base?.kind === 'image' ? (/:([^:/@]+)(?:@|$)/.exec(base.reference)?.[1] ?? '') : '';
  const numbered = /^3\.\d+/.exec(tag)?.[0];
  if (numbered !== undefined) return numbered === version ? 'yes' : 'no';
  const isOlder = Number(version.split('.')[1]) < newestMinor;
  return isOlder && /^(3(?!\.)|latest|alpine|slim)/.test(tag) ? 'no' : 'unknown';
}
