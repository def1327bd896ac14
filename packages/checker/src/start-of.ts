import type { ImagePlan } from '@kit/dockerfile';

/** What the engine starts the image with; empty where the Dockerfile says nothing. */
export function startOf(plan: ImagePlan): readonly string[] {
  const { Entrypoint = [], Cmd = [] } = plan.target?.config ?? {};
  return [...Entrypoint, ...Cmd];
}
