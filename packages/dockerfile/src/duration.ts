/** Nanoseconds of each unit, in whole numbers. */
const units: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/**
 * Reads a time as Go writes it: `30s`, `1m30s`, `0.5s`; `0` needs no unit.
 * @returns nanoseconds, or `undefined` where it is no such time.
 */
export function parseDuration(text: string): number | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return 0;
  let total = 0;
  let end = 0;
  part.lastIndex = 0;
  for (let match = part.exec(unsigned); match !== null; match = part.exec(unsigned)) {
    total += Number(match[1]) * (units[match[2] ?? ''] ?? 0);
    end = part.lastIndex;
  }
  return end > 0 && end === unsigned.length ? sign * Math.trunc(total) : undefined;
}
