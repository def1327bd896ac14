/** The hints of a `hints.md`, an ordered list, from gentle to nearly the line. */
export function hintsIn(text: string): readonly string[] {
  return text
    .split(/^\d+\. /m)
    .slice(1)
    .map((hint) => hint.trim().replaceAll(/\s*\n\s*/g, ' '));
}
