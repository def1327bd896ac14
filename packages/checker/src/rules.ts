/** Page and name of a rule of BuildKit's build checks: `JSONArgsRecommended`. */
export function buildKitRule(name: string): { readonly docs: string; readonly rule: string } {
  const page = name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/^JSON/, 'json-')
    .toLowerCase();
  return {
    docs: `https://docs.docker.com/reference/build-checks/${page}/`,
    rule: `BuildKit ${name}`,
  };
}

/** Page and name of a rule of hadolint: `DL3042`. */
export function hadolintRule(name: string): { readonly docs: string; readonly rule: string } {
  return {
    docs: `https://github.com/hadolint/hadolint/wiki/${name}`,
    rule: `hadolint ${name}`,
  };
}
