import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean …?`; absent where no known name is near. */
export function didYouMean(wrong: string, known: readonly string[]): string | undefined {
  const bare = wrong.toLowerCase().replace(/^-+/, '');
  const nearest = closest(bare, known);
  const isNear = distance(bare, nearest) <= Math.max(1, Math.floor(nearest.length / 3));
  return isNear ? `Did you mean \`${nearest}\`?` : undefined;
}

/** All known names, for where none of them is near. */
export function thereIs(known: readonly string[]): string {
  const names = known.map((name) => `\`${name}\``).join(', ');
  return known.length === 1 ? `There is ${names}.` : `There are ${names}.`;
}
