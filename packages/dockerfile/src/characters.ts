/** Go's `unicode.IsSpace`, which the builder trims and splits with; JavaScript's `\s` differs from it. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** The narrower set that parts a keyword from its arguments and `EXPOSE 80 81` into words. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || (code >= 0x0b && code <= 0x0d);
}

/** Index of the first character from `start` on that is no space; `end` where there is none. */
export function skipSpaces(text: string, start: number, end = text.length): number {
  let index = start;
  while (index < end && isSpace(text.charCodeAt(index))) index += 1;
  return index;
}

/** Index after the last character before `end` that is no space; `start` where there is none. */
export function trimSpaces(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && isSpace(text.charCodeAt(index - 1))) index -= 1;
  return index;
}
