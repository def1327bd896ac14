/** `0.3 ms`, `12 ms`, `1.4 s`, `2 min 5 s`, `1 h 3 min` */
export function duration(ms: number): string {
  if (ms < 10) return `${decimal(ms, 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return inTwo(seconds, 60, 'min', 's');
  return inTwo(Math.round(seconds / 60), 60, 'h', 'min');
}

/** `45 min`, `2 h 5 min`, `1 d 7 h` */
export function lateness(minutes: number): string {
  if (minutes < 60) return `${Math.ceil(minutes)} min`;
  if (minutes < 24 * 60) return inTwo(Math.ceil(minutes), 60, 'h', 'min');
  return inTwo(Math.ceil(minutes / 60), 24, 'd', 'h');
}

function inTwo(small: number, perLarge: number, large: string, unit: string): string {
  const rest = small % perLarge;
  return `${Math.floor(small / perLarge)} ${large}${rest === 0 ? '' : ` ${rest} ${unit}`}`;
}

/** `0 %` and `100 %` are said of nobody and all only. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1 %';
  if (share < 1 && share > 0.99) return 'over 99 %';
  return `${Math.round(share * 100)} %`;
}

/** `7`, `7.2`, `7.25` */
export function decimal(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)));
}

/** `1 learner`, `2 learners` */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** `1 point`, `2.5 points` */
export function pointsOf(points: number): string {
  return `${decimal(points)} ${points === 1 ? 'point' : 'points'}`;
}
