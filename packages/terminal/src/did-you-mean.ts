import { closest, distance } from 'fastest-levenshtein';

/** `Did you mean …?`; absent where no known name is near. */
export function didYouMean(wrong: string, known: readonly string[]): string | undefined {
  const bare = wrong.toLowerCase().replace(/^-+/, '');
  const nearest = closest(bare, known);
  const changed = distance(bare, nearest);
  // Half of a short name is not what makes it.
  const isNear =
    changed <= Math.max(1, Math.floor(nearest.length / 3)) && changed < nearest.length / 2;
  return isNear ? `Did you mean \`${nearest}\`?` : undefined;
}

/** All known names, for where none of them is near. */
export function thereIs(known: readonly string[]): string {
  const names = known.map((name) => `\`${name}\``).join(', ');
  return known.length === 1 ? `There is ${names}.` : `There are ${names}.`;
}
