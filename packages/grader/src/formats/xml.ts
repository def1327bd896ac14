/**
 * The little of XML that a report needs; texts are cleaned before, by `plain` or `plainLines`.
 * Nothing in them is taken for markup or for an entity, whatever it looks like.
 */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As `name="value"`, one after the other; those without a value are left out. */
export function xmlAttributes(
  values: Readonly<Record<string, string | number | undefined>>,
): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${xmlText(String(value)).replaceAll('"', '&quot;')}"`)
    .join(' ');
}
