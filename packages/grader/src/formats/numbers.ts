/** With two decimals at most, as points are given. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** `1 day 7 hours 30 minutes`. */
export function span(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [Math.floor(minutes) % 60, 'minute'],
  ] as const;
  const named = parts.flatMap(([count, unit]) =>
    count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`],
  );
  return named.join(' ') || 'less than a minute';
}
