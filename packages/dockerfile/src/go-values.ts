/** Reads a switch as Go's `strconv.ParseBool` does; undefined for what is none. */
export function parseBool(text: string): boolean | undefined {
  if (/^(?:1|t|T|true|TRUE|True)$/.test(text)) return true;
  return /^(?:0|f|F|false|FALSE|False)$/.test(text) ? false : undefined;
}

/** Whether Go's `strconv.ParseUint` takes it for a number of 32 bits. */
export function isUnsigned(text: string, base: 8 | 10): boolean {
  const digits = base === 8 ? /^[0-7]+$/ : /^\d+$/;
  return digits.test(text) && parseInt(text, base) <= 0xffff_ffff;
}

/** Whether the engine takes it for an amount of memory: `64m`, `1.5 GiB`. */
export function isMemorySize(text: string): boolean {
  return /^\d+(?:\.\d*)? ?(?:[kmgtp]?i?b?)$/i.test(text);
}

/**
 * The fields of one line of comma-separated values, quotes taken off.
 * @returns undefined where a quote stands wrong, or there is nothing.
 */
export function parseFields(line: string): readonly string[] | undefined {
  if (line === '') return undefined;
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = field.exec(line);
    if (match === null) return undefined;
    const [, quoted, plain = '', comma] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (comma === '') return fields;
  }
}
