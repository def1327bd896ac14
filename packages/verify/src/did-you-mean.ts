import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean …?`, or all that there is where nothing is near. */
export function didYouMean(wrong: string, known: readonly string[]): string {
  const nearest = closest(wrong, known);
  const near = distance(wrong, nearest) <= Math.max(2, Math.floor(nearest.length / 2));
  if (near) return `Did you mean \`${nearest}\`?`;
  const names = known.map((name) => `\`${name}\``).join(', ');
  return known.length === 1 ? `There is ${names}.` : `There are ${names}.`;
}
