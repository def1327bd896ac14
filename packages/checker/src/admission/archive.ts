/** Bytes at the beginning of a file that tell what it is. */
export const headBytes = 512;

/** Of gzip, bzip2, xz and Zstandard, all of which the builder opens. */
const compressed = ['1f8b', '425a68', 'fd377a585a00', '28b52ffd'].map((magic) =>
  Buffer.from(magic, 'hex'),
);
const names = /\.(?:tar|tgz|tbz2?|txz|tzst|(?:tar\.)?(?:gz|bz2|xz|zst))$/i;

/** Whether `ADD` takes a file for an archive, or may do so: by its first bytes, or by its name. */
export function isArchive(path: string, head: Buffer): boolean {
  const isCompressed = compressed.some((magic) => head.subarray(0, magic.length).equals(magic));
  return isCompressed || isTar(head) || names.test(path);
}

/** By the checksum in its first header: every kind of tar has one, only newer ones have a magic number. */
function isTar(head: Buffer): boolean {
  if (head.length < headBytes) return false;
  const written = Number.parseInt(
    head.toString('latin1', 148, 156).replaceAll('\0', ' ').trim(),
    8,
  );
  const bytes = Buffer.from(head);
  bytes.fill(' ', 148, 156);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  // Some old programs added the bytes as signed numbers.
  const signed = bytes.reduce((total, byte) => total + (byte > 127 ? byte - 256 : byte), 0);
  return written === sum || written === signed;
}
