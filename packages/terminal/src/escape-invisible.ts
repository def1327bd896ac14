// `JSON.stringify` escapes the control characters below U+0020 only; these too
// steer a terminal, or turn the text around them. They stand in strings alone.
const invisible = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A JSON text without characters that steer a terminal or cannot be seen; it means the same. */
export function escapeInvisible(text: string): string {
  return text.replace(invisible, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
