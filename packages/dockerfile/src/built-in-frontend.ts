/** `docker/dockerfile`, `docker/dockerfile:1`, `docker.io/docker/dockerfile:1.7.0`. */
const stableFrontend = /^(?:docker\.io\/)?docker\/dockerfile(?::1(?:\.\d+)*)?$/;

/** Whether a `# syntax=` names the builder's own stable frontend, one of which is in every engine. */
export function isBuiltInFrontend(value: string): boolean {
  return stableFrontend.test(value);
}
